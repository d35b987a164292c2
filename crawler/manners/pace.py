"""When a host may be asked again: after its Crawl-delay, and not before the time it asked us to wait."""

import asyncio
import time
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.manners.refusal import RefusalError

LONGEST_WAIT = 900.0
"""Seconds. A platform that many studios use may want to be asked so seldom that not all of them get their turn."""


class Pace:
    """Downloader middleware that keeps a request waiting until its host's turn.

    Scrapy's own delay goes on beside it: the longer of the two holds.
    """

    def __init__(self) -> None:
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls()

    def set_delay(self, host: str, seconds: float) -> None:
        """From now on let this long lie between two requests to a host."""
        self._delays[host] = seconds

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for a while."""
        self._next[host] = max(self._next.get(host, 0), time.monotonic() + seconds)

    async def process_request(self, request: Request) -> None:
        """Wait for the host's turn, and take it."""
        host = urlsplit(request.url).netloc
        began = time.monotonic()
        # Who waited may find that another took the turn, or that the host asked for more time meanwhile.
        while (wait := self._next.get(host, 0) - time.monotonic()) > 0:
            if time.monotonic() - began + wait > LONGEST_WAIT:
                raise RefusalError("robots", f"its turn would come in {wait:.0f} s: the host wants to be asked seldom")
            await asyncio.sleep(wait)
        if host in self._delays:
            self._next[host] = time.monotonic() + self._delays[host]
