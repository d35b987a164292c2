"""A report of very many prices."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import ROUNDS, Figure
from tests.bench.runs import BLUSHBOOK, seconds
from tests.reports import speed

TITLE = "A report of a million observations"
MEASURES = (
    f"The release of the recorded facts, made over into one of {speed.OBSERVATIONS:,} observations of "
    f"{speed.PROVIDERS:,} providers; drawn, and opened in Chromium."
)


def figures() -> Iterator[Figure]:
    """Seconds to draw it and to see it, and its size."""
    with tempfile.TemporaryDirectory() as home:
        seconds([BLUSHBOOK, "run", "--home", home], 1)
        drawing, megabytes, usable = zip(*speed.drawn(Path(home) / "current" / "blushbook.duckdb", ROUNDS), strict=True)
    yield Figure("drawing it", drawing, "s", "at most 5")
    yield Figure("its size", megabytes, "MB", "at most 6")
    yield Figure("until all its charts stand in a browser", usable, "s", "at most 2")
