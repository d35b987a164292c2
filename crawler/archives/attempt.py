"""One attempt at a partition: notes which page is being read, so that the next attempt knows what ended this one."""

import faulthandler
import os
import time
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

    A page that takes longer than `seconds`, or three quarters of that, ends the process, whatever it is in the middle
    of: no page holds up others. `may_wait` tells that between two pages a server may be waited for.
    """

    def __init__(self, folder: Path, name: str, seconds: float, may_wait: bool) -> None:
        self._folder, self._name, self._seconds, self._may_wait = folder / FOLDER, name, seconds, may_wait
        self._watched_since: float | None = None
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
        self._rest()
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
        self._watch()
        try:
            yield
        finally:
            # Who dies between two pages, dies of something else.
            os.pwrite(self._file, b" " * _WIDTH, 0)
            if self._may_wait:
                self._rest()

    def _watch(self) -> None:
        """Have the process ended when the time is over. That costs a thread: it is not begun anew for every page."""
        now = time.monotonic()
        if self._watched_since is None or now - self._watched_since > self._seconds / 4:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)
            self._watched_since = now

    def _rest(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        self._watched_since = None
