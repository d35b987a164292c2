"""Mutated pages: none makes the reading of a page fail, and what is read of each is a record one can print."""

import math

import pytest

from pipeline.normalize.service import KINDS, PROCEDURES
from tests.extract.chain import Record, records_of
from tests.extract.mutations import mutated

QUALIFIERS = {"fixed", "from", "up_to", "range"}
CHUNKS, SEEDS = 100, 1000


def _is_sound(record: Record) -> bool:
    """Whether a record keeps what DESIGN promises of every price."""
    low, high, qualifier = record["price_low"], record["price_high"], record["qualifier"]
    ends = {"fixed": low is not None and low == high, "from": low is not None and high is None}
    ends |= {"up_to": low is None and high is not None, "range": None not in (low, high) and low < high}
    return (
        record["procedure"] in PROCEDURES
        and record["kind"] in KINDS
        and qualifier in QUALIFIERS
        and ends[qualifier]
        and all(math.isfinite(amount) and amount >= 0 for amount in (low, high) if amount is not None)
        and bool(record["service"].strip())
    )


def _read(seeds: range) -> None:
    for seed in seeds:
        try:
            unsound = [record for record in records_of(mutated(seed)) if not _is_sound(record)]
        except Exception as error:
            error.add_note(f"the page is mutated({seed})")
            raise
        assert not unsound, f"the page is mutated({seed})"


def test_mutated_pages_are_read() -> None:
    _read(range(120))


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_hundred_thousand_mutated_pages_are_read(chunk: int) -> None:
    _read(range(chunk * SEEDS, (chunk + 1) * SEEDS))
