"""Puts the schema's words into the file, so that the dictionary travels with the data."""

import duckdb

from warehouse.paths import quoted
from warehouse.schema_files import Table, View, column_comments, tables, views


def comment_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment every table, view and column."""
    for table in tables().values():
        comment_table(connection, table)
    for view in views().values():
        comment_view(connection, view)


def comment_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Comment a table and its columns."""
    _comment(connection, "table", table.name, table.comment, {column.name: column.comment for column in table.columns})


def comment_view(connection: duckdb.DuckDBPyConnection, view: View, kind: str = "view") -> None:
    """Comment a view and its columns; of the `kind` table where its rows are stored."""
    columns = [row[0] for row in connection.execute(f"describe {view.name}").fetchall()]
    _comment(connection, kind, view.name, view.comment, column_comments(view, columns))


def _comment(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, comment: str, of_columns: dict[str, str]
) -> None:
    connection.execute(f"comment on {kind} {name} is '{quoted(comment)}'")
    for column, of_column in of_columns.items():
        connection.execute(f"comment on column {name}.{column} is '{quoted(of_column)}'")
