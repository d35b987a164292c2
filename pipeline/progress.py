"""Tells a person how a run goes on, on stderr: a line that moves where it is a terminal, log lines where it is not."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Announces stages and how long each took."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    @contextmanager
    def stage(self, name: str, doing: str) -> Iterator[dict[str, int]]:
        """Announce a stage for the length of a `with` block; the block fills in what it counted."""
        counts: dict[str, int] = {}
        began = time.monotonic()
        if self._console.is_terminal:
            with self._console.status(f"{doing} …"):
                yield counts
        else:
            print(f"{name}: {doing}", file=sys.stderr, flush=True)
            yield counts
        self._console.print(f"{name}: {_told(counts)} ({time.monotonic() - began:.1f} s)", markup=False)


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in counts.items()) or "done"
