"""The pages that a site's sitemaps list, those that promise prices first."""

from contextlib import suppress

from scrapy import Request
from scrapy.core.engine import ExecutionEngine

from crawler.extract.links import Link, promise
from crawler.fetch import fetch
from crawler.manners.robots import Rules
from crawler.page_address import can_be_page, canonical, home_of, page_key, site_of
from crawler.readers import Readers
from crawler.sitemap import read_sitemap

MOST_SITEMAPS = 5
MOST_PAGES = 200


async def listed_pages(engine: ExecutionEngine, readers: Readers, url: str, rules: Rules) -> list[Link]:
    """Ask for the sitemaps that robots.txt names, the usual one, and those that they list, up to a bound."""
    waiting = [*rules.sitemaps, f"{home_of(url)}sitemap.xml"]
    asked: set[str] = set()
    best: dict[str, Link] = {}
    while waiting and len(asked) < MOST_SITEMAPS:
        address = canonical(waiting.pop(0), url)
        if address is None or address in asked or site_of(address) != site_of(url):
            continue
        asked.add(address)
        with suppress(Exception):  # without a sitemap there are still links
            response = await fetch(engine, Request(address))
            found = await readers.call(read_sitemap, response.body if response.status == 200 else b"")
            waiting += found.sitemaps
            for page in filter(None, map(canonical, found.pages)):
                if can_be_page(page):
                    best.setdefault(page_key(page), Link(page, promise(page)))
    return sorted(best.values(), key=lambda link: (-link.score, link.url))[:MOST_PAGES]
