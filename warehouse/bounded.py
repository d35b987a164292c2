"""How much memory DuckDB may take, whatever a machine has and however many prices there are."""

import duckdb

_MEMORY_LIMIT = "1200MB"
"""Enough for two threads: with 1 GB DuckDB lets the second one wait wherever the order of wide rows is kept."""


def bounded(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection, within the memory that a build, its audit and its release are made with.

    What does not fit goes to disk, beside the file. It is a setting and no configuration: DuckDB refuses to open a file
    that the process has open under another configuration.
    """
    connection.execute(f"set memory_limit = '{_MEMORY_LIMIT}'")
    return connection
