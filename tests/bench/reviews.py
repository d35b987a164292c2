"""What reviews say."""

from collections.abc import Iterator

from tests.bench.figure import ROUNDS, Figure
from tests.normalize.findings import speed

TITLE = "Reading what reviews say"
MEASURES = (
    f"{speed.REVIEWS:,} reviews of {speed.CHARACTERS} characters, put together of sentences of the corpora and cut "
    "anywhere, against one compiled pattern per finding over the same texts, on one core and, as a run reads them, "
    "without the garbage collector. The corpora are denser in findings than real reviews are."
)


def figures() -> Iterator[Figure]:
    """Reviews a second, and how that compares."""
    a_second, over = zip(*speed.measured(ROUNDS), strict=True)
    yield Figure("reviews read in a second", a_second, "/s", "at least 5,000")
    yield Figure("time over that of one pattern per finding", over, "x", "at most 3")
    fresh = tuple(speed.fresh(ROUNDS))
    yield Figure("reviews in a second where no sentence was read before", fresh, "/s", "the worst case")
