"""Which of the captures that an index names are fetched, and in which requests."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow.dataset as ds

from crawler.archives.records import LONGEST
from crawler.extract.links import promise
from crawler.page_address import can_be_page, canonical, page_key

_WARC = re.compile(r"crawl-data/(?:[\w=-][\w.=-]*/)+[\w.=-]+\.warc\.gz")
_GAP = 32_000
"""Bytes that are read in vain sooner than another request is made."""
_MOST_IN_REQUEST = 8_000_000
_NOT_WORTH_ASKING = 0.0
_COLUMNS = ["url", "domain", "fetched_at", "warc_filename", "record_offset", "record_length"]


@dataclass(frozen=True, order=True)
class Place:
    """Where the record of a capture is."""

    warc_filename: str
    offset: int
    length: int


@dataclass(frozen=True)
class Found:
    """One capture that the index names; `at` in ISO 8601, UTC."""

    url: str
    at: str
    place: Place


@dataclass(frozen=True)
class Range:
    """Records that one request fetches: neighbours in a file, the first one first."""

    captures: tuple[Found, ...]

    @property
    def warc_filename(self) -> str:
        """The file they are in."""
        return self.captures[0].place.warc_filename

    @property
    def start(self) -> int:
        """The first byte."""
        return self.captures[0].place.offset

    @property
    def length(self) -> int:
        """How many bytes, with what lies between."""
        return max(found.place.offset + found.place.length for found in self.captures) - self.start


def chosen(slices: Iterable[Path], pages: int) -> list[Found]:
    """The captures worth fetching: of each page the newest, of each host at most `pages`, the most promising first.

    What a page promises is told by its address, as on a live crawl. What the index says is not believed: a record that
    cannot be one is left out.
    """
    newest: dict[str, tuple[float, Found]] = {}
    for path in sorted(slices):
        for batch in ds.dataset(str(path)).to_batches(columns=_COLUMNS):
            for row in batch.to_pylist():
                found = _found(row)
                if found is None:
                    continue
                key, score = page_key(found.url), promise(found.url)
                if score >= _NOT_WORTH_ASKING and (key not in newest or newest[key][1].at < found.at):
                    newest[key] = (score, found)
    best = sorted(newest.items(), key=lambda one: (-one[1][0], len(one[0]), one[0]))
    taken: dict[str, int] = {}
    kept = []
    for _, (_, found) in best:
        host = (urlsplit(found.url).hostname or "").removeprefix("www.")
        taken[host] = taken.get(host, 0) + 1
        if taken[host] <= pages:
            kept.append(found)
    return sorted(kept, key=lambda found: found.place)


def ranges(captures: Sequence[Found]) -> list[Range]:
    """The requests that fetch captures: those that lie side by side come together."""
    found: list[list[Found]] = []
    for capture in sorted(captures, key=lambda capture: capture.place):
        if found and _joins(found[-1], capture):
            found[-1].append(capture)
        else:
            found.append([capture])
    return [Range(tuple(one)) for one in found]


def _joins(so_far: list[Found], capture: Found) -> bool:
    first, last, place = so_far[0].place, so_far[-1].place, capture.place
    is_near = place.offset - (last.offset + last.length) <= _GAP
    return (
        first.warc_filename == place.warc_filename
        and is_near
        and place.offset + place.length - first.offset <= _MOST_IN_REQUEST
    )


def _found(row: dict[str, object]) -> Found | None:
    url, file, at = canonical(str(row["url"])), str(row["warc_filename"]), row["fetched_at"]
    offset, length = row["record_offset"], row["record_length"]
    if url is None or not can_be_page(url) or not isinstance(at, datetime) or not _WARC.fullmatch(file):
        return None
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or not 0 < length <= LONGEST:
        return None
    return Found(url, at.replace(tzinfo=UTC).isoformat(timespec="seconds"), Place(file, offset, length))
