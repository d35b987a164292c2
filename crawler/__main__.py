"""`python -m crawler`: one crawl in a process of its own, because Scrapy's reactor starts only once in a process."""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess

from crawler.raw_file import RAW_FOLDER_SETTING
from crawler.settings import SETTINGS
from crawler.source import RECORDED_FOLDER, Source, all_sources
from crawler.spiders import SPIDERS


def main() -> int:
    """Crawl the named sources into a raw folder; returns 1 where Scrapy logged an error."""
    arguments = _arguments()
    by_spider: dict[str, list[Source]] = defaultdict(list)
    for name in arguments.sources:
        by_spider[all_sources()[name].spider].append(all_sources()[name])
    process = AsyncCrawlerProcess({**SETTINGS, RAW_FOLDER_SETTING: str(arguments.raw_folder)})
    crawlers = [process.create_crawler(SPIDERS[spider]) for spider in by_spider]
    for crawler, sources in zip(crawlers, by_spider.values(), strict=True):
        process.crawl(crawler, sources=sources, folder=arguments.recorded)
    process.start()
    # Scrapy only logs what its pipelines and callbacks raise, and still calls the crawl finished.
    errors = sum(crawler.stats.get_value("log_count/ERROR", 0) for crawler in crawlers if crawler.stats)
    return 1 if errors else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m crawler", description=__doc__)
    parser.add_argument("sources", nargs="+", choices=sorted(all_sources()), metavar="SOURCE")
    parser.add_argument("--raw-folder", type=Path, required=True, help="where raw files are written")
    parser.add_argument("--recorded", type=Path, default=RECORDED_FOLDER, help="folder of the recorded facts")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
