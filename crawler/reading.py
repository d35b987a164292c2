"""Reads a page in a thread of its own and for a limited time, so that no page can hold up the crawl of the others."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, ClassVar, TypeVar

from crawler.archive import Kept
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


def read_page(page: Kept, source: str) -> Reading:
    """Read a page's prices and links."""
    document = read_document(page.body, page.url, page.content_type)
    return Reading(read_prices(document, source), read_links(document))


def links_of(page: Kept) -> list[Link]:
    """Read a page's links only."""
    return read_links(read_document(page.body, page.url, page.content_type))


class _Reader:
    """A thread that reads one page after another. A daemon: what hangs in it keeps no process from ending."""

    idle: ClassVar[list["_Reader"]] = []

    def __init__(self) -> None:
        self._calls: SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = SimpleQueue()
        threading.Thread(target=self._work, daemon=True).start()

    def call(self, read: Callable[[], T]) -> Future[T]:
        """Have a function called."""
        result: Future[T] = Future()
        self._calls.put((read, result))
        return result

    def _work(self) -> None:
        while True:
            read, result = self._calls.get()
            with suppress(InvalidStateError):  # nobody waits for the result any more
                try:
                    result.set_result(read())
                except Exception as error:
                    result.set_exception(error)


async def in_time(read: Callable[[], T], seconds: float = LONGEST) -> T:
    """Call a function in a thread; raises `TimeoutError` where it takes too long, and leaves the thread to it."""
    reader = _Reader.idle.pop() if _Reader.idle else _Reader()
    result = reader.call(read)
    try:
        return await asyncio.wait_for(asyncio.wrap_future(result), seconds)
    finally:
        if result.done() and not result.cancelled():
            _Reader.idle.append(reader)
