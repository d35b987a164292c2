"""What a way of running partitions looks like, and the loop around it that ends when every partition is finished."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from crawler.archives.partition import Job, Partition, finished
from pipeline.errors import BlushBookError

MOST_DEATHS = 10
"""How often whoever reads a partition may die before it is given up."""


class DiedError(Exception):
    """Who read a partition died, or was lost sight of. What it had read is lost: the partition is read again."""


Execute = Callable[[Sequence[Partition], Job], Iterator[tuple[Partition, Exception | None]]]
"""Runs `read_partition` on each; yields each partition when it is done, with what went wrong or null."""


def finish_all(partitions: Sequence[Partition], job: Job, execute: Execute, tell: Callable[[int, int], None]) -> None:
    """Read all partitions that are not finished. `tell` is told how many of how many are.

    One that cannot be read does not keep the others from being read. Raises then: the error of the system where there
    is one, else `BlushBookError`.
    """
    deaths: Counter[str] = Counter()
    failed: dict[str, Exception] = {}
    waiting = [partition for partition in partitions if finished(partition, job) is None]
    done = len(partitions) - len(waiting)
    while waiting:
        tell(done, len(partitions))
        for partition, error in execute(waiting, job):
            if error is None and finished(partition, job) is None:
                error = DiedError(f"its manifest is not here: is {job.folder} the same folder for all who read?")
            if error is None:
                done += 1
                tell(done, len(partitions))
            elif isinstance(error, DiedError):
                deaths[partition.name] += 1
                if deaths[partition.name] >= MOST_DEATHS:
                    failed[partition.name] = error
            else:
                failed[partition.name] = error
        waiting = [
            partition for partition in waiting if partition.name not in failed and finished(partition, job) is None
        ]
    if failed:
        name, first = next(iter(failed.items()))
        of_the_system = next((error for error in failed.values() if isinstance(error, OSError)), None)
        raise of_the_system or BlushBookError(
            f"{len(failed)} of {len(partitions)} partitions could not be read; {name}: {first}"
        )
