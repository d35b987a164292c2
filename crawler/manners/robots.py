"""robots.txt, as RFC 9309 has it: obeyed on every request, redirects included, and its Crawl-delay with it."""

import asyncio
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetch import fetch
from crawler.manners.agent import NAME
from crawler.manners.pace import Pace
from crawler.manners.refusal import RefusalError
from crawler.page_address import origin_of

LONGEST_DELAY = 60.0
"""Seconds. A site that asks for more is visited less often than once a minute, so fewer of its pages are asked for."""
_MOST_BYTES = 500 * 1024
_IS_ROBOTS = "is_robots"


@dataclass(frozen=True)
class Rules:
    """What one host says of us. `refusal` is set where it says nothing is to be asked, or cannot say it now."""

    parser: Protego | None = None
    refusal: str | None = None

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests; 0 where it names none."""
        return min(max(float((self.parser and self.parser.crawl_delay(NAME)) or 0), 0), 86_400)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps, as written."""
        return tuple(self.parser.sitemaps) if self.parser else ()

    def refuse(self, url: str) -> str | None:
        """Why an address may not be asked; null where it may."""
        if self.refusal:
            return self.refusal
        allowed = self.parser is None or self.parser.can_fetch(url, NAME)
        return None if allowed else "robots.txt forbids it"


class Robots:
    """Downloader middleware that asks each host's robots.txt once, before anything else of it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what robots.txt forbids."""
        if request.meta.get(_IS_ROBOTS) or urlsplit(request.url).scheme not in {"http", "https"}:
            return
        reason = (await self.rules_of(request.url)).refuse(request.url)
        if reason:
            raise RefusalError("robots", reason)

    async def rules_of(self, url: str) -> Rules:
        """The rules of an address's host. Raises what the asking for robots.txt raised: the host cannot be asked."""
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._ask(origin))
        return await self._rules[origin]

    async def _ask(self, origin: str) -> Rules:
        if self._crawler.engine is None:
            raise RuntimeError("robots.txt can be asked only while the crawl goes on")
        request = Request(f"{origin}/robots.txt", meta={_IS_ROBOTS: True})
        rules = read_robots(await fetch(self._crawler.engine, request))
        pace = self._crawler.get_downloader_middleware(Pace)
        if rules.delay and isinstance(pace, Pace):
            pace.set_delay(urlsplit(origin).netloc, rules.delay)
        return rules


def read_robots(response: Response) -> Rules:
    """What an answer to the request for robots.txt means."""
    if response.status >= 500 or response.status == 429:
        return Rules(refusal=f"robots.txt answers HTTP {response.status}: nothing is asked while it cannot be read")
    if response.status >= 300:
        return Rules()
    return Rules(Protego.parse(response.body[:_MOST_BYTES].decode("utf-8-sig", "replace")))
