"""Opens a release for reading: read-only, and shut off from files, network and extensions."""

from pathlib import Path

import duckdb

_LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
}


def open_release(database: Path) -> duckdb.DuckDBPyConnection:
    """A connection that changes nothing and reads nothing but this release; raises `duckdb.Error` if it cannot open."""
    return duckdb.connect(str(database.resolve()), read_only=True, config=_LOCKED_DOWN)
