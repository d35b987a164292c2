"""The raw file of a live crawl: each page's items and then its outcome, written in one piece."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.items import PageOutcome, RawItem
from crawler.raw_file import raw_line


class PageLog:
    """Appends pages to a raw file. A page is there as a whole, with its outcome last, or not at all."""

    def __init__(self, path: Path) -> None:
        self.finished = _cut_unfinished(path)
        """The outcome of each page that has one already, by its key: the work list may not have heard of the last."""
        self._file = path.open("ab", buffering=0)

    def write(self, items: Sequence[RawItem], outcome: PageOutcome) -> None:
        """Write a page."""
        waiting = memoryview(b"".join(raw_line(item) for item in [*items, outcome]))
        while waiting:  # an unbuffered write may take less than all, as on a disk that fills up
            waiting = waiting[self._file.write(waiting) :]

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _cut_unfinished(path: Path) -> dict[str, dict[str, Any]]:
    """Cut off the items of a page whose outcome was never written; returns the outcome of each other by its key."""
    if not path.exists():
        return {}
    finished: dict[str, dict[str, Any]] = {}
    end = 0
    with path.open("r+b") as file:
        for line in iter(file.readline, b""):
            record = _record(line)
            if record.get("item") == PageOutcome.__name__:
                finished[record["page_key"]] = record
                end = file.tell()
        file.truncate(end)
    return finished


def _record(line: bytes) -> dict[str, Any]:
    """The object on a line; empty where the line was cut."""
    try:
        record = json.loads(line) if line.endswith(b"\n") else {}
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}
