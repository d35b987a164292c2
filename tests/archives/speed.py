"""How fast archives are read, and how much memory that takes: `python -m tests.archives.speed [PAGES]`.

Rates are of pages a second, of golden pages in the furniture of a real site's page; ratios are of one run.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.archives import warcs
from tests.archives.cluster import cluster_in

PAGES = 50_000
FILES = 16
_BLUSHBOOK = Path(sys.executable).with_name("blushbook")
# The peak of the largest process of all that the command starts, in MB.
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def archives(folder: Path, pages: int) -> list[str]:
    """Files of so many pages."""
    for number in range(FILES):
        warcs.many(folder / f"{number:02d}.warc.gz", pages // FILES, seed=number)
    return sorted(map(str, folder.glob("*.warc.gz")))


def taken(files: Sequence[str], *how: object) -> float:
    """The seconds that `blushbook archive` takes, from its start to its end."""
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        command = [_BLUSHBOOK, "archive", "--home", home, *how, *files]
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
        return time.perf_counter() - began


def on_cluster(files: Sequence[str], workers: int) -> float:
    """The seconds that it takes on a cluster of this machine that is there already."""
    with tempfile.TemporaryDirectory() as folder, cluster_in(Path(folder)) as cluster:
        time.sleep(5)  # a worker takes that long to begin
        return taken(files, "--scheduler", cluster.address)


def large(path: Path, size: int, seed: int = 0) -> int:
    """A file of about `size` bytes: pages of 400 kB, most of it scripts that do not shrink much when packed."""
    chance, bodies, pages = Random(seed), [page.read_bytes() for page in warcs.GOLDEN], 0
    with path.open("wb") as file:
        while file.tell() < size:
            script = b"<script>" + chance.randbytes(200_000).hex().encode() + b"</script>"
            url = f"https://studio-{pages}.example/prices"
            at = warcs.AT + timedelta(minutes=pages)
            file.write(warcs.record(url, bodies[pages % len(bodies)] + script, at))
            pages += 1
    return pages


def peak(file: Path) -> float:
    """The memory of the largest process that reads a file, in MB."""
    with tempfile.TemporaryDirectory() as home:
        command = [_BLUSHBOOK, "archive", "--home", home, "--processes", 1, file]
        arguments = [sys.executable, "-c", _PEAK, *map(str, command)]
        return float(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Measure and print."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        files = archives(Path(folder), pages)
        packed = sum(Path(file).stat().st_size for file in files)
        one, two = taken(files, "--processes", 1), taken(files, "--processes", 2)
        print(
            f"{pages:,} pages, {packed / 1e6:.1f} MB packed: 1 process {one:.1f} s, {pages / one:.0f} pages/s",
            flush=True,
        )
        print(f"2 processes {two:.1f} s, {one / two:.2f} times as fast (at least 1.6)", flush=True)
        dask = on_cluster(files, 2)
        print(f"Dask, 2 workers {dask:.1f} s, {dask / two:.2f} times as long (at most 1.3)", flush=True)
        small, big = Path(folder) / "small.warc.gz", Path(folder) / "big.warc.gz"
        counts = large(small, 100_000_000), large(big, 1_000_000_000)
        peaks = peak(small), peak(big)
        print(f"peak over 100 MB ({counts[0]:,} pages) {peaks[0]:.0f} MB")
        print(f"peak over 1 GB ({counts[1]:,} pages) {peaks[1]:.0f} MB")
        print(f"{peaks[1] / peaks[0]:.2f} times as much (at most 1.2)")
    print(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main()
