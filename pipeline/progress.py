"""Tells a person how a run goes on, on stderr: a bar where it is a terminal, log lines where it is not."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn
from rich.progress import Progress as Bar


class Progress:
    """Announces each of a known number of stages, what it counted, and how long it took."""

    def __init__(self, stages: int) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("", total=stages)

    @contextmanager
    def stage(self, name: str, doing: str) -> Iterator[dict[str, int]]:
        """Announce a stage for the length of a `with` block; the block fills in what it counted."""
        counts: dict[str, int] = {}
        began = time.monotonic()
        self._bar.update(self._task, description=doing)
        if not self._console.is_terminal:
            print(f"{name}: {doing}", file=sys.stderr, flush=True)
        with self._bar if self._console.is_terminal else nullcontext():
            yield counts
        self._bar.advance(self._task)
        self._console.print(f"{name}: {_told(counts)} ({time.monotonic() - began:.1f} s)", markup=False)

    def tell(self, text: str) -> None:
        """Say how far a long stage has come."""
        self._bar.update(self._task, description=text)
        if not self._console.is_terminal:
            print(f"  {text}", file=sys.stderr, flush=True)


def sparingly(tell: Callable[[str], None], seconds: float = 5.0) -> Callable[[str], None]:
    """Tell at most once in so many seconds of what goes on by small steps."""
    told_at = -seconds

    def tell_now_and_then(text: str) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= seconds:
            told_at = time.monotonic()
            tell(text)

    return tell_now_and_then


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in counts.items()) or "done"
