"""Takes the raw items of a run in batches in which every fetch of a page is whole, and reads these on all cores.

A crawler writes the listings of a page in one piece, so pages are whole as the lines come, but for the last of a batch.
Raw files whose pages lie scattered, as one that was sorted by hand, are gone through several times instead, for a part
of the pages each time. Either way memory holds a few batches, however long the files are.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path

import pandas as pd

from crawler.items import PriceListing
from pipeline.normalize.page.rows import PageRows
from pipeline.normalize.prices import normalize_page_prices
from pipeline.normalize.uncollected import uncollected
from pipeline.raw import RawItems, raw_batches, raw_files

_LISTING = PriceListing.__name__
_FETCH = ["source", "url", "fetched_at"]
_PART_BYTES = 200 << 20
"""How much of scattered raw files is held at once."""
_FEWEST_BATCHES = 3
"""Fewer are read sooner than a second process has begun."""


class ScatteredPagesError(Exception):
    """The listings of a fetch lie in several places of the raw files."""


@dataclass(frozen=True)
class ItemBatch:
    """Some raw items of a run: the listings of whole fetched pages, and all `others`, each of these in one batch."""

    pages: pd.DataFrame
    others: RawItems | None


def batches_in_order(folder: Path) -> Iterator[ItemBatch]:
    """The items of a raw folder as they come; raises `ScatteredPagesError` where a page is met again."""
    seen: set[int] = set()
    rest: pd.DataFrame | None = None
    for raw in raw_batches(folder):
        listings, others = _parted(raw)
        if rest is not None:
            listings = pd.concat([rest, listings], ignore_index=True)
        fetches = _fetches(listings)
        is_last = fetches == (fetches.iloc[-1] if len(fetches) else 0)
        whole = set(fetches[~is_last])
        if not seen.isdisjoint(whole):
            raise ScatteredPagesError
        seen |= whole
        rest = listings[is_last]
        yield ItemBatch(listings[~is_last], others)
    if rest is not None:
        if not seen.isdisjoint(_fetches(rest)):
            raise ScatteredPagesError
        yield ItemBatch(rest, None)


def batches_by_part(folder: Path, part_bytes: int = _PART_BYTES) -> Iterator[ItemBatch]:
    """The items of a raw folder in which the listings of pages lie scattered."""
    parts = 1 + sum(path.stat().st_size for path in raw_files(folder)) // part_bytes
    for part in range(parts):
        found: list[pd.DataFrame] = []
        for raw in raw_batches(folder):
            listings, others = _parted(raw)
            found.append(listings[_fetches(listings) % parts == part])
            if part == 0:
                yield ItemBatch(listings.iloc[:0], others)
        yield ItemBatch(pd.concat(found, ignore_index=True), None)


def read_pages(batches: Iterable[pd.DataFrame], article: date, processes: int) -> Iterator[PageRows]:
    """Read batches of the listings of whole pages, in their order, in so many processes where there are many."""
    coming = iter(batches)
    first = list(islice(coming, _FEWEST_BATCHES))
    if processes == 1 or len(first) < _FEWEST_BATCHES:
        yield from (_read(batch, article) for batch in chain(first, coming))
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), begin_process)
    try:
        asked: deque[Future[PageRows]] = deque()
        for batch in chain(first, coming):
            asked.append(pool.submit(_read, batch, article))
            if len(asked) > processes:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read(batch: pd.DataFrame, article: date) -> PageRows:
    with uncollected():
        return normalize_page_prices(batch, article)


def begin_process() -> None:
    """Leave it to the run to be interrupted, and go when it is gone, however it went."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _parted(raw: RawItems) -> tuple[pd.DataFrame, RawItems]:
    """The listings of fetched pages, and everything else."""
    listings = raw.by_type[_LISTING]
    is_recorded = listings["method"] == "recorded"
    others = replace(raw, by_type=raw.by_type | {_LISTING: listings[is_recorded]})
    return listings[~is_recorded].reset_index(drop=True), others


def _fetches(listings: pd.DataFrame) -> "pd.Series[int]":
    """A number for the fetch of a page that each listing was found in."""
    return pd.util.hash_pandas_object(listings[_FETCH], index=False)
