"""One run at a time in a home folder: a lock that the system gives back when its holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.errors import AlreadyRunningError
from pipeline.obstacle import noted


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a `with` block; raises `AlreadyRunningError` at once where another does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            _take(file)
        except BlockingIOError as error:
            file.seek(0)
            raise AlreadyRunningError(
                f"another run (process {file.read().strip() or 'unknown'}) holds {path}: wait for it, or stop it"
            ) from error
        with noted(str(path)):
            file.truncate(0)
            os.write(file.fileno(), str(os.getpid()).encode())  # what `file` has in hand it would try to write again
        yield


def _take(file: TextIO) -> None:
    """Take the lock, or raise `BlockingIOError`; `is_locked` may hold it for an instant, which is waited out."""
    for _ in range(5):
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
    return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_locked(path: Path) -> bool:
    """True where a run is going on."""
    if not path.exists():
        return False
    with path.open("r", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
