"""Processes that read pages, each for a limited time: no page can hold up the crawl of the others, or bring it down."""

import asyncio
import os
from collections.abc import Callable
from multiprocessing import get_context
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessPool

T = TypeVar("T")
P = ParamSpec("P")

LONGEST = 60.0
"""Seconds. What takes longer is no page of a studio."""


class Readers:
    """A few reading processes, to be used in a `with` block. One that hangs is killed, and another takes its place."""

    def __init__(self, most: int, seconds: float = LONGEST) -> None:
        """`most` is how many pages can be in hand at once; there are never more processes than processors."""
        workers = max(1, min(most, os.cpu_count() or 1))
        # A fork of a process with threads may inherit a lock that nobody will open.
        self._pool = ProcessPool(max_workers=workers, context=get_context("spawn"))
        self._seconds = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    async def call(self, read: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call a function of a module in one of the processes.

        Raises what the function raised, `TimeoutError` where it took too long, and pebble's `ProcessExpired` where it
        brought its process down.
        """
        result = self._pool.schedule(read, args=arguments, kwargs=named, timeout=self._seconds)
        return await asyncio.wrap_future(result)
