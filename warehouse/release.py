"""Makes a release out of an audited build, beside the others, and lets readers see it in one step.

A release folder is made under another name and renamed when it is whole; `current` is a link that is replaced. Readers
therefore see one release or the next, never a part of one.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile

import duckdb

from warehouse.bounded import bounded
from warehouse.comments import comment_view
from warehouse.paths import quoted
from warehouse.schema_files import tables, views
from warehouse.spreadsheet import FORMULA, MOST_ROWS

_AT_ONCE = 2
"""How many tables are exported at once: the memory limit lets a single one keep hardly more than one core busy."""
_FORMULA_CODES = tuple(map(ord, FORMULA))


def copy_database(build: Path, target: Path) -> None:
    """Copy a build, and make tables of the views whose rows a release holds."""
    unwritten = build.with_name(f"{build.name}.wal")
    if unwritten.exists():  # what could not be put into the file when it was closed would be missing from the copy
        with bounded(duckdb.connect(str(build))) as connection:
            connection.execute("checkpoint")
    try:
        copyfile(build, target)
    except OSError as error:  # which does not always tell of which file it is
        raise OSError(error.errno, error.strerror, str(target)) from None
    with bounded(duckdb.connect(str(target))) as connection:
        store_views(connection)
        connection.execute("checkpoint")


def store_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make tables of the views whose rows a release holds; those that stand on them come after them."""
    for view in views().values():
        if view.is_stored:
            connection.execute(f"create table _stored as from {view.name}")
            connection.execute(f"drop view {view.name}")
            connection.execute(f"alter table _stored rename to {view.name}")
            comment_view(connection, view, kind="table")


def export(database: Path, folder: Path) -> None:
    """Write every table and view as Parquet, and as CSV where a spreadsheet can open it (`spreadsheet.MOST_ROWS`).

    In a CSV, cells that a spreadsheet would run are led by a quote mark. Every row of the file is read so, and every
    view of it computed, before anybody else sees it.
    """
    folder.mkdir()
    with bounded(duckdb.connect(str(database), read_only=True)) as connection, ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(lambda name: _export(connection, name, folder), (*tables(), *views())))


def _export(database: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    written = quoted(folder / f"{name}.parquet")
    with database.cursor() as connection:
        [[rows]] = connection.execute(f"copy (from {name}) to '{written}' (format parquet)").fetchall()
        if rows <= MOST_ROWS:
            _export_csv(connection, name, f"read_parquet('{written}')", folder / f"{name}.csv")


def finish(folder: Path, name: Path) -> None:
    """Hand a whole folder to the disk and give it its name: under that name it is whole, also after a power cut."""
    for path in (*folder.rglob("*"), folder):
        sync(path)
    folder.rename(name)
    sync(name.parent)


def flip(release: Path, current: Path) -> None:
    """Point `current` at a release, in one step."""
    link = current.with_name(f".{current.name}.{release.name}")
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(release, current.parent))
    link.replace(current)
    sync(current.parent)


def sync(path: Path) -> None:
    """Hand a file or folder to the disk, so that a power cut after this keeps it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _export_csv(connection: duckdb.DuckDBPyConnection, name: str, rows: str, path: Path) -> None:
    """Write the CSV of a table or view, of which these are the rows: so a view is computed once for both files."""
    columns = connection.execute(f"describe {name}").fetchall()
    cells = ", ".join(
        f"""if(ascii("{column}") in {_FORMULA_CODES}, '''' || "{column}", "{column}") as "{column}\""""
        if kind == "VARCHAR"
        # Parquet lacks a type or two: as its double, a sum would end in ".0".
        else f'"{column}"::{kind} as "{column}"'
        for column, kind, *_ in columns
    )
    connection.execute(f"copy (select {cells} from {rows}) to '{quoted(path)}' (header, delimiter ',')")  # noqa: S608
