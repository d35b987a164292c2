"""What a home has published, to be compared."""

from pathlib import Path

import duckdb

from warehouse.schema_files import tables


def published_tables(home: Path) -> dict[str, list[str]]:
    """The rows of every table as sorted text."""
    database = (home / "current" / "blushbook.duckdb").resolve()
    with duckdb.connect(str(database), read_only=True) as connection:
        return {name: sorted(map(str, connection.execute(f"from {name}").fetchall())) for name in tables()}


def query(home: Path, text: str) -> list[tuple[object, ...]]:
    """What a query of the published database answers."""
    database = (home / "current" / "blushbook.duckdb").resolve()
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(text).fetchall()
