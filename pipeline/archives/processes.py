"""Reads partitions in processes of this machine. One that dies costs its partition's time; another takes its place.

Each process has a pipe of its own and shares no lock with the others: it may be killed at any moment, and nobody waits
for what it held.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from crawler.archives.partition import Job, Partition, read_partition
from pipeline.archives.executor import DiedError, Execute
from pipeline.page_batches import begin_process

# A fork of a process with threads may inherit a lock that nobody will open.
_SPAWN = get_context("spawn")


def on_processes(processes: int) -> Execute:
    """Reads in so many processes at once."""

    def execute(partitions: Sequence[Partition], job: Job) -> Iterator[tuple[Partition, Exception | None]]:
        waiting = deque(partitions)
        idle = [_Worker() for _ in range(max(1, min(processes, len(partitions))))]
        busy: dict[Connection, _Worker] = {}
        try:
            while waiting or busy:
                while waiting and idle:
                    worker = idle.pop()
                    worker.begin(waiting.popleft(), job)
                    busy[worker.connection] = worker
                for connection in wait(list(busy)):
                    assert isinstance(connection, Connection)
                    worker = busy.pop(connection)
                    partition, error = worker.end()
                    yield partition, error
                    is_dead = isinstance(error, DiedError)
                    idle.append(_Worker() if is_dead and waiting else worker)
        finally:
            for worker in (*idle, *busy.values()):
                worker.close()

    return execute


class _Worker:
    """One process, that reads one partition after another."""

    def __init__(self) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        # The pipe ends when their end is closed, as it is when they die: ours must be the only other one.
        theirs.close()
        self._partition: Partition | None = None

    def begin(self, partition: Partition, job: Job) -> None:
        """Have it read a partition."""
        self._partition = partition
        with suppress(OSError):  # it is dead: that shows where its answer is read
            self.connection.send((partition, job))

    def end(self) -> tuple[Partition, Exception | None]:
        """The partition that it was given, and what went wrong or null; waits until it is done."""
        assert self._partition is not None
        try:
            return self._partition, self.connection.recv()
        except (EOFError, OSError):
            self.close()
            return self._partition, DiedError(f"its process died ({self._process.exitcode})")

    def close(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection) -> None:
    begin_process()
    while True:
        try:
            partition, job = connection.recv()
        except EOFError:
            return
        try:
            read_partition(partition, job)
        except Exception as error:
            connection.send(error)
        else:
            connection.send(None)
