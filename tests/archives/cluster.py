"""A Dask cluster of processes that can be killed: a scheduler, and workers with one thread each."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
"""As `docs/archive.md` says that workers are to be started."""


class Cluster:
    """The processes of a cluster at a fixed address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int = 2) -> None:
        """Start the scheduler and its workers; returns when it listens."""
        quiet = ["--no-dashboard"]
        self._run("scheduler", "--host", "127.0.0.1", "--port", str(self._port), *quiet)
        give_up = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    break
            assert time.monotonic() < give_up, "the scheduler does not listen"
            time.sleep(0.1)
        for _ in range(workers):
            self._run("worker", self.address, "--nthreads", "1", "--local-directory", str(self._folder), *quiet)

    def _run(self, what: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
        log = (self._folder / f"{what}.log").open("ab")
        self.processes.append(
            subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env={**os.environ, **_SETTINGS})
        )
        log.close()

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process with all that it started, as a machine does that goes down."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)

    def stop(self) -> None:
        """Kill all."""
        for process in list(self.processes):
            self.kill(process)


@contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    """A running cluster for the length of a `with` block."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
