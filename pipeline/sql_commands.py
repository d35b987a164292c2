"""The dot commands of `blushbook sql`: what is there to query, and what it means."""

from collections.abc import Iterable
from difflib import get_close_matches

import duckdb

from pipeline.errors import UsageError
from warehouse.paths import quoted

HELP = """\
.tables         every view and table, and what it holds
.schema NAME    the columns of a view or table, their types and what they mean; of all without a NAME
.format NAME    how rows are written from now on: {formats}
.help           this
.quit           leave; Ctrl-D does too

Anything else is one query in SQL: from price_by_country"""

_COMMANDS = (".tables", ".schema", ".format", ".help", ".quit", ".exit")

_TABLES = """
    select view_name as name, 'view' as kind, comment as meaning
    from duckdb_views()
    where not internal and database_name = current_database()
    union all
    select table_name, 'table', comment from duckdb_tables() where database_name = current_database()
    order by kind desc, name"""

_SCHEMA = """
    select {shown}
    from duckdb_columns()
    where not internal and database_name = current_database() {condition}
    order by table_name, column_index"""


def query_of(connection: duckdb.DuckDBPyConnection, words: list[str]) -> str:
    """The query that answers `.tables` or `.schema`; raises `UsageError` with what was likely meant by any other."""
    match words:
        case [".tables"]:
            return _TABLES
        case [".schema"]:
            shown = "table_name as name, column_name, data_type as type, comment as meaning"
            return _SCHEMA.format(shown=shown, condition="")
        case [".schema", name]:
            condition = f"and table_name = '{quoted(_known(connection, name))}'"
            return _SCHEMA.format(shown="column_name, data_type as type, comment as meaning", condition=condition)
        case [command, *_] if command in _COMMANDS:
            raise UsageError(f"{command} is not used like that: `.help` tells how")
        case _:
            raise UsageError(f"there is no command {words[0]}{_meant(words[0], _COMMANDS)}; `.help` lists all")


def chosen_format(words: list[str], formats: Iterable[str]) -> str:
    """The format that `.format NAME` names; raises `UsageError` with what there is where it names none."""
    name = words[1] if len(words) == 2 else ""
    if name not in formats:
        raise UsageError(f"there is no format {name!r}{_meant(name, formats)}; there are {', '.join(formats)}")
    return name


def _known(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    names = [row[0] for row in connection.execute(_TABLES).fetchall()]
    if name.lower() not in names:
        raise UsageError(f"there is no view or table {name!r}{_meant(name.lower(), names)}; `.tables` lists all")
    return name.lower()


def _meant(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, list(names), cutoff=0.5)
    return f" (did you mean {' or '.join(near)}?)" if near else ""
