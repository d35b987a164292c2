"""Archives of pages."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.archives import speed
from tests.bench.figure import ROUNDS, Figure, over
from tests.bench.pages import furnished

TITLE = "Reading archives of pages"
MEASURES = (
    f"`blushbook archive` over {speed.FILES} WARC files of {speed.PAGES:,} golden pages in all, from its start to its "
    "end, by one process, by two, and on a Dask cluster of two workers on this machine."
)


def figures() -> Iterator[Figure]:
    """What a page costs, how processes and a cluster scale, and whether memory stays bounded."""
    bodies = furnished()
    milliseconds, packed, parquet = speed.core_seconds(bodies, 1000)
    mean = sum(map(len, bodies)) / len(bodies) / 1000
    yield Figure("a page of an archive, of one core", (milliseconds,), "ms", f"{mean:.0f} kB, {packed:.1f} kB packed")
    yield Figure("what it becomes in Parquet", (parquet,), "kB", "raw items, for every service of the page")
    with tempfile.TemporaryDirectory() as folder:
        files = speed.archives(Path(folder), speed.PAGES)
        one, two, dask = [], [], []
        for _ in range(ROUNDS):
            one.append(speed.taken(files, "--processes", 1))
            two.append(speed.taken(files, "--processes", 2))
            dask.append(speed.on_cluster(files, 2))
        yield Figure("pages a second of 1 process", tuple(speed.PAGES / each for each in one), "/s", "the peer")
        gains = tuple(alone / both for alone, both in zip(one, two, strict=True))
        yield Figure("2 processes, over it", gains, "x", "at least 1.6")
        yield Figure("Dask with 2 workers, time over that of 2 processes", over(dask, two), "x", "at most 1.3")
        small, big = Path(folder) / "small.warc.gz", Path(folder) / "big.warc.gz"
        speed.large(small, 100_000_000)
        speed.large(big, 1_000_000_000)
        of_small = speed.peak(small)
        yield Figure("peak memory over an archive of 100 MB", (of_small,), "MB", "the peer of the next line")
        yield Figure("over one of 1 GB, over it", (speed.peak(big) / of_small,), "x", "at most 1.2")
