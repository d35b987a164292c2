"""Builds the database of a run: what the former release keeps, what the run brought, and what follows from both."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.bounded import bounded
from warehouse.comments import comment_all
from warehouse.paths import literal, quoted
from warehouse.schema_files import Table, derived, staged_tables, tables, views

Batch = Mapping[str, Path]
"""What one run brought: the staged Parquet file of each table."""

STORAGE_VERSION = "v1.4.0"
"""DuckDB 1.4 to 2.0 open files of this version."""

_OUTCOMES = "page_outcome"
_COUNTED = {"prices": "price_observation", "current": "current_price", "providers": "provider"}


def build(
    path: Path, batches: Sequence[Batch], release: Path | None, tell: Callable[[duckdb.DuckDBPyConnection], None]
) -> dict[str, int]:
    """Make a database at `path` from the batches, the oldest first, and the release they follow, if there is one.

    Returns what was counted: prices, and providers.

    Tables with a `run_id` grow: they keep what former runs brought. Of a source of recorded facts only the newest
    reading counts: each run reads its file anew, as a whole; but a table with `keeps_every_run` tells of the runs, and
    keeps them all. `tell` fills what only all rows together can tell, inside the transaction. Raises `duckdb.Error`
    where a file does not fit its table.
    """
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    config: dict[str, Any] = {"storage_compatibility_version": STORAGE_VERSION}
    with bounded(duckdb.connect(str(path), config=config)) as connection:
        if release is not None:
            connection.execute(f"attach '{quoted(release)}' as release (read_only)")
        connection.begin()
        create_tables(connection)
        # The outcomes come first: they tell which readings of recorded facts are the newest. Parts come last.
        for table in sorted(staged_tables().values(), key=_loading_order):
            _load(connection, table, batches, release is not None)
        tell(connection)
        derive(connection)
        for view in views().values():
            connection.execute(f"create view {view.name} as {view.sql}")
        connection.commit()
        if release is not None:
            connection.execute("detach release")
        comment_all(connection)
        return {name: _count(connection, table) for name, table in _COUNTED.items()}


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table, empty."""
    # No constraints: a build that breaks its rules is refused by the audit, which tells what and why, and is kept.
    for table in tables().values():
        columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
        connection.execute(f"create table {table.name} ({columns})")


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables that follow from others."""
    for name, query in derived().items():
        connection.execute(f"insert into {name} by name {query}")


def insert_quality_checks(path: Path, checks: list[tuple[object, ...]]) -> None:
    """Write what the audit found into the build, in place of what an earlier audit of it wrote."""
    columns = tables()["quality_check"].columns
    with bounded(duckdb.connect(str(path))) as connection:
        connection.begin()
        connection.execute("delete from quality_check")
        if checks:
            connection.executemany(f"insert into quality_check values ({', '.join('?' * len(columns))})", checks)  # noqa: S608
        connection.commit()


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    [[count]] = connection.execute(f"select count(*) from {table}").fetchall()  # noqa: S608 (our own names)
    return int(count)


def _load(connection: duckdb.DuckDBPyConnection, table: Table, batches: Sequence[Batch], has_release: bool) -> None:
    """Fill a table: with what all runs brought and none replaced, or, where it does not grow, with the newest batch.

    Its rows are sorted by its key, or stay as runs brought them (`keeps_order`): DuckDB keeps the order of what it only
    filters, and not that of joins. Either way the same facts make the same file.
    """
    columns, grows = table.staged_columns, "run_id" in table.staged_columns
    files = ", ".join(f"'{quoted(literal(batch[table.name]))}'" for batch in (batches if grows else batches[-1:]))
    parts = [f"select {', '.join(columns)} from read_parquet([{files}])"]  # noqa: S608 (our own names)
    if grows and has_release and (kept := _kept_columns(connection, table)):
        parts.insert(0, f"select {', '.join(kept)} from release.{table.name}")  # noqa: S608
    brought = f"from ({' union all by name '.join(parts)}) where {_is_of_the_newest_file(connection, table)}"
    joins = [*_of_a_whole(table), *_last_reading(connection, table, brought)]
    order = "" if table.keeps_order and not joins else f"order by {', '.join(table.key) or 'all'}"
    connection.execute(
        f"insert into {table.name} by name select brought.* from ({brought}) as brought {' '.join(joins)} {order}"  # noqa: S608
    )


def _loading_order(table: Table) -> tuple[bool, bool]:
    return table.name != _OUTCOMES, table.part_of is not None


def _is_of_the_newest_file(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """What is true of the newest reading of recorded facts, and of all that is none."""
    if table.keeps_every_run or table.name == _OUTCOMES or not {"run_id", "source"} <= {*table.staged_columns}:
        return "true"
    read = connection.execute(f"select distinct source, run_id from {_OUTCOMES} where file is not null").fetchall()  # noqa: S608
    former = [f"(source = '{quoted(source)}' and run_id <> '{quoted(run_id)}') is not true" for source, run_id in read]
    return " and ".join(former) or "true"


def _of_a_whole(table: Table) -> list[str]:
    """What keeps of parts those whose whole was kept."""
    if table.part_of is None:
        return []
    whole = tables()[table.part_of]
    same = " and ".join(f"whole.{column} = brought.{column}" for column in (*whole.key, "run_id"))
    return [f"semi join {whole.name} as whole on {same}"]


def _last_reading(connection: duckdb.DuckDBPyConnection, table: Table, brought: str) -> list[str]:
    """What keeps of a thing that is read again the last reading; what has no name is no other thing read again."""
    if not table.newest_by:
        return []
    # These are few. Comparing all rows with each other, with all their columns, takes several times as long.
    names = ", ".join(table.newest_by)
    [[count]] = connection.execute(
        f"""create or replace temp table read_again as
            select {names}, max(run_id) as run_id from ({brought}) group by {names} having max(run_id) > min(run_id)"""  # noqa: S608
    ).fetchall()
    same = " and ".join(f"read_again.{name} = brought.{name}" for name in table.newest_by)
    return [f"anti join read_again on {same} and read_again.run_id > brought.run_id"] if count else []


def _kept_columns(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """The columns that the release has of a table; none where it is too old to have all that a row needs.

    What is left behind then is not lost: `blushbook rebuild` reads it from the raw files.
    """
    released = {
        row[0]
        for row in connection.execute(
            "select column_name from duckdb_columns() where database_name = 'release' and table_name = ?", [table.name]
        ).fetchall()
    }
    needed = {column.name for column in table.columns if column.required and not column.made_in_build}
    return [name for name in table.staged_columns if name in released] if needed <= released else []
