"""Tells what kept a command from writing or reading: what, where, and what to do about it, in one line."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.migration import NewerStateError

_OF_THE_DISK = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO),
    *(errno.ENOTDIR, errno.EISDIR, errno.EMFILE),
)
_SPELLED = (
    *(os.strerror(number).lower() for number in _OF_THE_DISK),
    *("database or disk is full", "disk i/o error", "unable to open database file", "readonly database"),
)
"""How libraries that have no error numbers name the same."""
ADVICE = "look at the disk's space and permissions (`blushbook doctor`), then try again; readers keep a whole release"


@contextmanager
def noted(place: str) -> Iterator[None]:
    """Note on whatever is raised in a `with` block where it was raised: few libraries say so."""
    try:
        yield
    except Exception as error:
        error.add_note(place)
        raise


def told(error: Exception) -> str | None:
    """An error of the disk or of a database as a message to whoever gave the command; null where it is none of these.

    Where it was raised is told first, the stage before the file.
    """
    if isinstance(error, NewerStateError):
        message = str(error)
    elif isinstance(error, OSError):
        files = " -> ".join(str(name) for name in (error.filename, error.filename2) if name is not None)
        message = f"{error.strerror or error}{f': {files}' if files else ''}"
    elif isinstance(error, sqlite3.Error) or type(error).__module__.partition(".")[0] in {"duckdb", "_duckdb"}:
        message = str(error)
    else:
        return None
    places = "".join(f"{place}: " for place in reversed(getattr(error, "__notes__", ())))
    message = " ".join(f"{places}{message}".split())
    return f"{message}; {ADVICE}" if is_of_the_disk(error) else message


def is_of_the_disk(error: Exception) -> bool:
    """Whether room on the disk or a permission would have helped."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _OF_THE_DISK
    return any(spelled in str(error).lower() for spelled in _SPELLED)
