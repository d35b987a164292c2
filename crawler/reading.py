"""Reads a page in a thread of its own and for a limited time, so that no page can hold up the crawl of the others."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from crawler.extract.document import read_document
from crawler.extract.links import Link, read_links
from crawler.extract.page import read_prices
from crawler.items import PriceListing

T = TypeVar("T")

LONGEST = 60.0
"""Seconds. What takes longer is no page of a studio."""


@dataclass
class Reading:
    """What a page says: its prices, and where it leads."""

    items: list[PriceListing] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def read_page(body: bytes, url: str, content_type: str | None, source: str) -> Reading:
    """Read a page's prices and links."""
    document = read_document(body, url, content_type)
    return Reading(read_prices(document, source), read_links(document))


def links_of(body: bytes, url: str, content_type: str | None) -> list[Link]:
    """Read a page's links only."""
    return read_links(read_document(body, url, content_type))


async def in_time(read: Callable[[], T], seconds: float = LONGEST) -> T:
    """Call a function in a thread; raises `TimeoutError` where it takes too long, and lets the thread be."""
    result: Future[T] = Future()

    def call() -> None:
        with suppress(InvalidStateError):  # nobody waits any more
            try:
                result.set_result(read())
            except Exception as error:
                result.set_exception(error)

    # A daemon, not a pool's: a pool would wait for its threads when the process ends.
    threading.Thread(target=call, daemon=True).start()
    return await asyncio.wait_for(asyncio.wrap_future(result), seconds)
