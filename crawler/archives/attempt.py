"""One attempt at a partition: notes which page is being read, so that the next attempt knows what ended this one."""

import faulthandler
import os
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

FOLDER = "attempts"
_WIDTH = 20
_MOST_DEATHS = 2
"""A process may be killed by whomever, once: that it dies twice at the same page is the page's doing."""


class Attempt:
    """To be used in a `with` block. What former attempts left behind, they were at when their process died.

    A page that takes longer than `seconds` ends the process, whatever it is in the middle of: no page holds up others.
    """

    def __init__(self, folder: Path, name: str, seconds: float) -> None:
        self._folder, self._name, self._seconds = folder / FOLDER, name, seconds
        self._path = self._folder / f"{name}.{uuid.uuid4().hex}"

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        deaths: Counter[int] = Counter()
        for left in self._folder.glob(f"{self._name}.*"):
            with suppress(ValueError, OSError):  # the one that was killed before it read its first page is empty
                deaths[int(left.read_text("ascii"))] += 1
        self._culprits = {offset for offset, times in deaths.items() if times >= _MOST_DEATHS}
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o644)
        self._nowhere = open(os.devnull, "wb")  # noqa: PTH123 (closed with the attempt)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)
        self._nowhere.close()
        self._path.unlink(missing_ok=True)

    def is_culprit(self, offset: int) -> bool:
        """Whether the page at this place has ended former attempts."""
        return offset in self._culprits

    @contextmanager
    def at(self, offset: int) -> Iterator[None]:
        """Read the page at this place in a `with` block."""
        os.pwrite(self._file, f"{offset:<{_WIDTH}}".encode(), 0)
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def forget(folder: Path, name: str) -> None:
    """Remove what dead attempts at a partition left, when it is finished."""
    for left in (folder / FOLDER).glob(f"{name}.*"):
        left.unlink(missing_ok=True)
