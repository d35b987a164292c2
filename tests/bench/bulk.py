"""A million listings."""

from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bulk import speed

TITLE = "Runs in bulk"
MEASURES = (
    "A run of so many made-up listings (`tests/bulk/listings.py`, seeded) on top of a warehouse of as many, each step "
    "in a process of its own, against DuckDB reading the same raw lines into a table. A million needs 8 GB of disk."
)

_SIZES = (10_000, 100_000, 1_000_000)


def figures() -> Iterator[Figure]:
    """Each step of a run, for each size, and for texts that are all distinct."""
    a_row = dict[int, float]()
    for listings, are_distinct in [*((size, False) for size in _SIZES), (_SIZES[1], True)]:
        which = f"{listings:,}{' distinct' if are_distinct else ''}: "
        for name, value, unit, bound in speed.costs(listings, are_distinct):
            yield Figure(which + name, (value,), unit, bound)
            if name.startswith("normalizing, for each") and not are_distinct:
                a_row[listings] = value
    growth = a_row[_SIZES[2]] / a_row[_SIZES[1]]
    yield Figure(f"normalizing a listing of {_SIZES[2]:,}, over one of {_SIZES[1]:,}", (growth,), "x", "at most 1.2")
