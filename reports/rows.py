"""Rows of a query, as everything in the report reads them."""

from typing import Any

import duckdb

Row = dict[str, Any]


def query_rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """The rows of a query, by the names of its columns."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


_LONGEST = 400


def brief(row: Row) -> Row:
    """A row for readers: text that would fill a screen by itself is cut, with a sign that it is; addresses are kept."""
    return {
        name: f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST and name != "url" else value
        for name, value in row.items()
    }
