"""Reads partitions on a Dask cluster. All of the work is in `read_partition`: here it is only sent out.

What a worker answers does not matter, its manifest does. So a worker, the scheduler or this client may die: whatever
has no manifest then is sent out again, by this client to the scheduler when it is back, or by the next.
"""

import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from crawler.archives.partition import Job, Partition, read_partition
from pipeline.archives.executor import DiedError, Execute
from pipeline.errors import BlushBookError, UsageError

LONGEST_ABSENCE = 600.0
"""Seconds for which a scheduler may be gone before the client gives up."""
_PAUSE = 2.0
_LOOK = 0.1


def on_cluster(address: str, longest_absence: float = LONGEST_ABSENCE) -> Execute:
    """Reads on the workers of the scheduler at an address, as `tcp://host:8786`.

    The workers see the run's folder and the files under the names that they have here, and have Blush Book installed.
    """
    distributed: Any
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: `pip install 'blushbook[dask]'`, here and on the workers") from error

    def execute(partitions: Sequence[Partition], job: Job) -> Iterator[tuple[Partition, Exception | None]]:
        with _client(distributed, address, longest_absence) as client:
            asked = {
                # The death of a worker is counted by who calls this, and a partition is tried again from there.
                client.submit(read_partition, partition, job, pure=False, retries=0): partition
                for partition in partitions
            }
            waiting = set(asked)
            while waiting:
                done = {future for future in waiting if future.status not in ("pending", "lost")}
                if not done and client.status != "running":
                    yield from ((asked[future], DiedError("the scheduler is gone")) for future in waiting)
                    return
                for future in done:
                    yield asked[future], _error_of(distributed, future)
                waiting -= done
                if not done:
                    time.sleep(_LOOK)

    return execute


def _client(distributed: Any, address: str, longest_absence: float) -> Any:
    """Connect to the scheduler, or wait for it to come back."""
    give_up = time.monotonic() + longest_absence
    while True:
        try:
            return distributed.Client(address, timeout=10, set_as_default=False)
        except (OSError, TimeoutError) as error:
            if time.monotonic() >= give_up:
                raise BlushBookError(f"no Dask scheduler answers at {address}: {error}") from error
            time.sleep(_PAUSE)


def _error_of(distributed: Any, future: Any) -> Exception | None:
    """What went wrong with a partition, null where nothing did."""
    if future.status == "finished":
        return None
    try:
        error = future.exception(timeout=_PAUSE) if future.status == "error" else None
    except Exception as why:
        error = why
    if error is None or isinstance(
        error, distributed.KilledWorker | distributed.CancelledError | distributed.comm.CommClosedError | TimeoutError
    ):
        return DiedError(f"its worker died or was lost: {error or future.status}")
    return error if isinstance(error, Exception) else DiedError(str(error))
