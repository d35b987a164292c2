"""Opens a release for reading: read-only, and shut off from files, network and extensions."""

from pathlib import Path

import duckdb

_LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

_ONCE_OPEN = (
    # DuckDB leaves the database's own file open to COPY, read-only or not: a query could write over the release.
    # What is open stays readable; what would spill to disk fails for want of memory instead of writing beside it.
    "set disabled_filesystems = 'LocalFileSystem'",
    "set lock_configuration = true",
)


def open_release(database: Path) -> duckdb.DuckDBPyConnection:
    """A connection that changes nothing and reads nothing but this release; raises `duckdb.Error` if it cannot open."""
    connection = _connect(database)
    # The connections of one process to one file share their settings: a second one comes locked.
    [(is_locked,)] = connection.execute("select current_setting('lock_configuration')").fetchall()
    for statement in () if is_locked else _ONCE_OPEN:
        connection.execute(statement)
    return connection


def _connect(database: Path) -> duckdb.DuckDBPyConnection:
    """Open the file that the link leads to; where it was removed meanwhile, the one that took its place."""
    found = database.resolve()
    try:
        return duckdb.connect(str(found), read_only=True, config=_LOCKED_DOWN)
    except duckdb.IOException:
        if database.resolve() == found:
            raise
        return _connect(database)
