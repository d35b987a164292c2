"""How fast archives are read, and how much memory that takes; called by `make bench`."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from crawler.archives.partition import Job, read_partition
from crawler.archives.plan import partitions_of
from crawler.archives.remote import Pace, Remote
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


def core_seconds(bodies: Sequence[bytes], pages: int) -> tuple[float, float, float]:
    """What one page takes of a core, in ms, how large it is packed, and what it becomes in Parquet, in kB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = (
            warcs.record(f"https://studio-{n}.example/", bodies[n % len(bodies)], warcs.AT + timedelta(minutes=n))
            for n in range(pages)
        )
        file = warcs.write(folder / "a.warc.gz", made)
        job = Job(str(folder), datetime.now(UTC), "bench", b"salt")
        [partition] = partitions_of([file], Remote(Pace(1), "bench"))
        began = time.process_time()
        manifest = read_partition(partition, job)
        took = time.process_time() - began
        return 1000 * took / pages, Path(file).stat().st_size / pages / 1000, manifest["output_bytes"] / pages / 1000
