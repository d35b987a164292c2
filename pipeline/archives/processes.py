"""Reads partitions in processes of this machine. One that dies costs its partition's time; another takes its place."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from multiprocessing import get_context
from typing import Any

from pebble import ProcessExpired, ProcessPool

from crawler.archives.partition import Job, Partition, read_partition
from pipeline.archives.executor import DiedError, Execute
from pipeline.page_batches import begin_process


def on_processes(processes: int) -> Execute:
    """Reads in so many processes at once."""

    def execute(partitions: Sequence[Partition], job: Job) -> Iterator[tuple[Partition, Exception | None]]:
        workers = max(1, min(processes, len(partitions)))
        # A fork of a process with threads may inherit a lock that nobody will open.
        pool = ProcessPool(max_workers=workers, context=get_context("spawn"), initializer=begin_process)
        try:
            asked: dict[Future[Any], Partition] = {
                pool.schedule(read_partition, args=(partition, job)): partition for partition in partitions
            }
            for future in as_completed(asked):
                yield asked[future], _died(future.exception())
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    return execute


def _died(error: BaseException | None) -> Exception | None:
    if error is None or (isinstance(error, Exception) and not isinstance(error, ProcessExpired | CancelledError)):
        return error
    return DiedError(f"its process died: {error}")
