"""Builds the database of a run: the current release plus what the run brought, loaded in one transaction."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from warehouse.paths import literal, quoted
from warehouse.schema_files import Table, column_comments, tables, views

_KEPT_FROM_RELEASE = {"run": "run_id"}
"""Tables whose rows stay from release to release, and the column that tells which of them the run brings anew."""


def build(path: Path, staged: Mapping[str, Path], release: Path | None) -> None:
    """Make a database at `path` from staged Parquet files, one a table, and the release it follows, if there is one.

    The recorded facts are read whole by every run: what is staged is all there is of them. What grows from release to
    release is in `_KEPT_FROM_RELEASE`. Raises `duckdb.Error` where a file does not fit its table.
    """
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        if release is not None:
            connection.execute(f"attach '{quoted(release)}' as release (read_only)")
        connection.begin()
        for table in tables().values():
            connection.execute(_create_table(table))
            if table.name in staged:
                _load(connection, table, staged[table.name])
                if release is not None and table.name in _KEPT_FROM_RELEASE:
                    _keep(connection, table, _KEPT_FROM_RELEASE[table.name])
        for view in views().values():
            connection.execute(f"create view {view.name} as {view.sql}")
        connection.commit()
        if release is not None:
            connection.execute("detach release")
        _comment(connection)


def insert_quality_checks(path: Path, checks: list[tuple[object, ...]]) -> None:
    """Write what the audit found into the build, in place of what an earlier audit of it wrote."""
    columns = tables()["quality_check"].columns
    with duckdb.connect(str(path)) as connection:
        connection.begin()
        connection.execute("delete from quality_check")
        if checks:
            connection.executemany(f"insert into quality_check values ({', '.join('?' * len(columns))})", checks)  # noqa: S608
        connection.commit()


def _create_table(table: Table) -> str:
    # No constraints: a build that breaks its rules is refused by the audit, which tells what and why, and is kept.
    return f"create table {table.name} ({', '.join(f'{column.name} {column.type}' for column in table.columns)})"


def _load(connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> None:
    columns = ", ".join(column.name for column in table.columns)
    connection.execute(
        f"insert into {table.name} select {columns} from read_parquet(?) order by all",  # noqa: S608 (our own names)
        [literal(parquet)],
    )


def _keep(connection: duckdb.DuckDBPyConnection, table: Table, identity: str) -> None:
    """Keep the release's rows, in the columns that it shares with the table as it is declared now."""
    released = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'release' and table_name = ?", [table.name]
    ).fetchall()
    shared = ", ".join(column.name for column in table.columns if (column.name,) in released)
    if shared:
        connection.execute(
            f"""insert into {table.name} by name
                select {shared} from release.{table.name}
                where {identity} not in (select {identity} from {table.name})"""  # noqa: S608 (our own names)
        )


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the schema's words into the file, so that the dictionary travels with the data."""
    for table in tables().values():
        connection.execute(f"comment on table {table.name} is '{quoted(table.comment)}'")
        for column in table.columns:
            connection.execute(f"comment on column {table.name}.{column.name} is '{quoted(column.comment)}'")
    for view in views().values():
        connection.execute(f"comment on view {view.name} is '{quoted(view.comment)}'")
        names = [
            row[0]
            for row in connection.execute(
                "select column_name from duckdb_columns() where table_name = ? order by column_index", [view.name]
            ).fetchall()
        ]
        for name, comment in column_comments(view, names).items():
            connection.execute(f"comment on column {view.name}.{name} is '{quoted(comment)}'")
