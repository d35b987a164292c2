"""What bulk costs: `python -m tests.bulk.speed 10000 100000` adds a run of so many prices to as many; see `make bench`.

The peer is DuckDB reading the same raw lines into a table. Each step is done in a process of its own, on data that
`listings.py` makes; a million needs some 8 GB of disk and a quarter of an hour.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bulk.listings import size_of, write_raw
from tests.bulk.steps import Cost, measured

_RUNS = ("2026-11-01T000000Z", "2026-11-08T000000Z")
_READS = 3
_BOUND_TO = 1_000_000
"""The size that the bounds are meant for."""

Line = tuple[str, float, str, str]
"""What was measured, its figure, its unit, and what it is held against."""


def costs(listings: int, are_distinct: bool = False) -> Iterator[Line]:
    """Normalize, build, audit and publish one run, and then the next one of as many prices on top of it."""
    with tempfile.TemporaryDirectory(prefix="blushbook-bulk-") as name:
        folder = Path(name)
        for capture in range(len(_RUNS)):
            write_raw(folder / f"raw{capture}", size_of(listings, are_distinct), capture=capture)
        _run(folder, 0)
        peer, steps = _run(folder, 1)
        yield from _lines(listings, are_distinct, peer, steps)
        first_query = measured("query", folder / "releases" / _RUNS[1] / "blushbook.duckdb")
        yield "opening the release and a first query of lip_price", first_query.seconds, "s", "at most 0.5"


def _run(folder: Path, capture: int) -> tuple[float, dict[str, Cost]]:
    """The seconds of the bare read, and what each step of a run cost."""
    raw, run = folder / f"raw{capture}", _RUNS[capture]
    staged, database, release = folder / "staged" / run, folder / "build" / f"{run}.duckdb", folder / "releases" / run
    for path in (staged, database, release):
        path.parent.mkdir(exist_ok=True)
    former = folder / "releases" / _RUNS[capture - 1] / "blushbook.duckdb" if capture else folder / "none"
    peer = statistics.median(measured("read", raw).seconds for _ in range(_READS))
    return peer, {
        "normalizing": measured("normalize", raw, staged),
        "building": measured("build", database, staged, former),
        "auditing": measured("audit", database),
        "publishing": measured("publish", database, release),
    }


def _lines(listings: int, are_distinct: bool, peer: float, steps: dict[str, Cost]) -> Iterator[Line]:
    texts = "all texts distinct" if are_distinct else "few distinct texts"

    def at_a_million(bound: str) -> str:
        return bound if listings == _BOUND_TO else ""

    yield f"reading {listings:,} raw listings into a table", peer, "s", f"{texts}; the peer of the next lines"
    for name, cost in steps.items():
        bound = at_a_million("at most 8") if name == "normalizing" else ""
        yield f"{name}, over it", cost.seconds / peer, "x", bound
    over_all = sum(cost.seconds for cost in steps.values()) / peer
    yield "all of them, over it", over_all, "x", at_a_million("at most 15 (25 at first)")
    yield "normalizing, for each 1,000 listings", 1e6 * steps["normalizing"].seconds / listings, "ms", ""
    largest = max(cost.largest_megabytes for cost in steps.values())
    yield "most memory of one process", largest, "MB", at_a_million("at most 1,500")
    yield "most memory of all processes at once", max(cost.megabytes for cost in steps.values()), "MB", ""


def main() -> None:
    """Measure the sizes that are named, 10,000 and 100,000 unless there are any."""
    for listings in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        for name, value, unit, bound in costs(listings):
            print(f"{name:<52} {value:>10.2f} {unit:<3} {bound}", flush=True)


if __name__ == "__main__":
    main()
