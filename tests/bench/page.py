"""`docs/benchmarks.md`: a section for each benchmark, each written when it was last measured."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.bench.figure import Figure
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
_SECTION = "\n## "
_HEAD = """# Benchmarks

Written by `make bench`; a section alone by `python -m tests.bench NAME`, as its own line tells. Ratios are of one run
on one machine, median first; seconds and megabytes are of that machine, and say little of another. A bar that is
missed is marked so.

"""


def section(title: str, measures: str, command: str, figures: Sequence[Figure], load: float) -> str:
    """A section: what is measured, by which command, where and when, and the table."""
    rows = "\n".join(
        f"| {figure.name} | {figure.median} | {figure.spread} | {len(figure.values)} | {figure.held_against} |"
        for figure in figures
    )
    where = f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f} before, {date.today()}"
    return (
        f"{title}\n\n{measures}\n\n`{command}` ({where})\n\n"
        f"| what | median | lowest to highest | n | held against |\n| --- | ---: | ---: | ---: | --- |\n{rows}\n"
    )


def written(page: str, titles: Sequence[str], sections: Mapping[str, str]) -> str:
    """The page with sections renewed, in the order of `titles`; what was not measured anew stays as it was."""
    known = {part.split("\n", 1)[0]: part for part in page.split(_SECTION)[1:]}
    kept = [sections.get(title) or known.get(title) for title in titles]
    return _HEAD + "".join(f"## {part.strip()}\n\n" for part in kept if part).rstrip() + "\n"


def write(titles: Sequence[str], sections: Mapping[str, str], path: Path = PAGE) -> None:
    """Renew sections of the page."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(written(page, titles, sections), encoding="utf-8")
