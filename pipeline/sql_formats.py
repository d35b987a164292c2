"""The formats that `blushbook sql` writes rows in."""

import csv
import json
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TextIO

import duckdb

from pipeline.errors import UsageError
from warehouse.spreadsheet import defused

_NO_LIMIT = 2**31 - 1


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    result = connection.execute(query)
    return [column[0] for column in result.description or []], result.fetchall()


def _write_table(connection: duckdb.DuckDBPyConnection, query: str, output: TextIO) -> None:
    """As wide and long as the screen where there is one; whole where the output goes elsewhere."""
    relation = connection.sql(query)
    if relation is None:
        return
    if output.isatty():
        relation.show()
    else:
        relation.show(max_width=_NO_LIMIT, max_rows=_NO_LIMIT, max_col_width=_NO_LIMIT)


def _write_parquet(connection: duckdb.DuckDBPyConnection, query: str, output: TextIO) -> None:
    import pyarrow.parquet as parquet

    if output.isatty():
        raise UsageError("Parquet is not for a screen: `blushbook sql --format parquet QUERY > rows.parquet`")
    relation = connection.sql(query)
    if relation is not None:
        parquet.write_table(relation.to_arrow_table(), output.buffer)


def _write_csv(connection: duckdb.DuckDBPyConnection, query: str, output: TextIO) -> None:
    names, rows = _rows(connection, query)
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([defused(cell) for cell in row] for row in rows)


def _write_json(connection: duckdb.DuckDBPyConnection, query: str, output: TextIO) -> None:
    names, rows = _rows(connection, query)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"two columns are called {', '.join(twice)}: in JSON each needs a name of its own")
    records = [dict(zip(names, map(_as_json, row), strict=True)) for row in rows]
    output.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")


def _write_markdown(connection: duckdb.DuckDBPyConnection, query: str, output: TextIO) -> None:
    names, rows = _rows(connection, query)
    lines: list[Sequence[Any]] = [names, ["---"] * len(names), *rows]
    for cells in lines:
        told = ("" if cell is None else str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
        output.write(f"| {' | '.join(told)} |\n")


def _as_json(value: Any) -> Any:
    """A value as JSON has it: numbers that JSON cannot write are null, dates and the like are text."""
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(inner) for inner in value]
    if isinstance(value, Decimal | float):
        return float(value) if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)


FORMATS: dict[str, Callable[[duckdb.DuckDBPyConnection, str, TextIO], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
    "markdown": _write_markdown,
    "parquet": _write_parquet,
}
"""What writes the rows of a query, by the name of the format."""
