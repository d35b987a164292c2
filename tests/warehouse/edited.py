"""Releases that are changed by hand, to see what is told of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.release import store_views
from warehouse.schema_files import views


@contextmanager
def edited(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release opened for changes: its views follow them, and those that it stores are stored anew at the end."""
    stored = [view for view in views().values() if view.is_stored]
    with duckdb.connect(str(database)) as connection:
        for view in stored:
            connection.execute(f"drop table {view.name}")
        for view in stored:
            connection.execute(f"create view {view.name} as {view.sql}")
        yield connection
        store_views(connection)
