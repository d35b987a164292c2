"""`python -m crawler`: one crawl in a process of its own, because Scrapy's reactor starts only once in a process."""

import argparse
import os
import sys
import threading
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler.options import DELAY, NO_CONTACT, PAGES, CrawlOptions
from crawler.settings import settings_of
from crawler.shard import WHOLE, Shard
from crawler.source import RECORDED_FOLDER, Source, all_sources, crawled_sources
from crawler.spiders import SPIDERS


def main() -> int:
    """Crawl the named sources into a raw folder; returns 1 where Scrapy logged an error."""
    arguments = _arguments()
    options = _options(arguments)
    if arguments.leash:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    by_spider: dict[str, list[Source]] = defaultdict(list)
    for name in arguments.sources:
        by_spider[all_sources()[name].spider].append(all_sources()[name])
    process = AsyncCrawlerProcess({**settings_of(options), **_settings(arguments.set)})
    crawlers = [process.create_crawler(SPIDERS[spider]) for spider in by_spider]
    for crawler, sources in zip(crawlers, by_spider.values(), strict=True):
        process.crawl(crawler, sources=sources, options=options)
    process.start()
    # Scrapy only logs what its pipelines and callbacks raise, and still calls the crawl finished.
    errors = sum(crawler.stats.get_value("log_count/ERROR", 0) for crawler in crawlers if crawler.stats)
    return 1 if errors else 0


def _end_with_stdin() -> None:
    """End this process when who started it is gone, killed perhaps: two crawls of one run would spoil its files."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


def _options(arguments: argparse.Namespace) -> CrawlOptions:
    return CrawlOptions(
        raw_folder=arguments.raw_folder.resolve(),
        recorded=arguments.recorded,
        state=arguments.state,
        contact=arguments.contact,
        seeds=tuple(arguments.seed),
        pages=arguments.pages,
        delay=arguments.delay,
        allow_private=arguments.allow_private,
        **({"salt": arguments.salt.read_bytes()} if arguments.salt else {}),
        shard=arguments.shard,
        clock=datetime.fromisoformat(arguments.clock) if arguments.clock else None,
    )


def _settings(pairs: list[str]) -> dict[str, Any]:
    """Scrapy settings in place of ours, as `NAME=VALUE`: for measuring and for tests."""
    return dict(pair.split("=", 1) for pair in pairs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m crawler", description=__doc__)
    parser.add_argument("sources", nargs="+", choices=sorted(crawled_sources()), metavar="SOURCE")
    parser.add_argument(
        "--raw-folder", type=Path, required=True, help="where raw files are written; named after the run"
    )
    parser.add_argument("--recorded", type=Path, default=RECORDED_FOLDER, help="folder of the recorded facts")
    parser.add_argument("--state", type=Path, help="live: the work list")
    parser.add_argument("--salt", type=Path, help="live: the file of the salt for reviewers' names")
    parser.add_argument("--contact", default=NO_CONTACT, help="live: where a site can reach who crawls it")
    parser.add_argument("--seed", action="append", default=[], help="live: crawl just this site; may be repeated")
    parser.add_argument("--pages", type=int, default=PAGES, help="live: how many pages of a site are asked for")
    parser.add_argument("--delay", type=float, default=DELAY, help="live: seconds between requests to a host")
    parser.add_argument("--shard", type=Shard.read, default=WHOLE, help="live: which part of the sites, as 2/8")
    parser.add_argument("--allow-private", action="store_true", help="live: also ask this machine and its network")
    parser.add_argument("--clock", help="live: what the clock says, in ISO 8601 with its zone")
    parser.add_argument("--leash", action="store_true", help="end when stdin is closed")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a Scrapy setting")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
