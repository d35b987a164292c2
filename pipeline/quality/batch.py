"""Which rows Great Expectations sees: of rows that are alike in all that an expectation looks at, one is enough.

A million prices hold few distinct values of a column, so DuckDB tells them and the judge reads those. Where it finds
one of them unexpected it is asked again, with every row, so that it counts them and shows them as they come.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pandas as pd

from pipeline.quality.suite import Expectation, Suite
from warehouse.schema_files import tables

_VALUE, _PRESENCE = '"{0}"', 'if("{0}" is null, null, true)'

_LOOKED_AT = {
    "ExpectColumnValuesToBeBetween": _VALUE,
    "ExpectColumnValuesToBeInSet": _VALUE,
    "ExpectColumnValuesToMatchRegex": _VALUE,
    "ExpectColumnPairValuesAToBeGreaterThanB": _VALUE,
    "ExpectColumnPairValuesToBeEqual": _VALUE,
    "ExpectColumnValuesToBeNull": _PRESENCE,
    "ExpectColumnValuesToNotBeNull": _PRESENCE,
}
"""The expectations that judge each row without regard to others, and what of a column they look at."""

_UNIQUE = {"ExpectColumnValuesToBeUnique", "ExpectCompoundColumnsToBeUnique"}
"""The expectations that only rows can break which are alike."""

_ROWS_ALIKE = "rows alike"


@dataclass(frozen=True)
class Rows:
    """Rows to be judged, and how many they stand for: null where they are all there are."""

    frame: pd.DataFrame
    stand_for: int | None = None


class Batch:
    """The rows that a suite is about. Raises `duckdb.Error`, as its methods do, where its query does not run."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, suite: Suite) -> None:
        # A table is asked for a few columns at a time; what a view takes to compute is computed once.
        kind = "view" if suite.table in tables() else "table"
        self._connection, self._name = connection, f"batch_of_{suite.table}"
        connection.execute(f"create temp {kind} {self._name} as {suite.batch}")
        described = connection.execute(f"describe {self._name}").fetchall()
        self._casts = {name: _cast(declared) for name, declared, *_ in described}

    def telling(self, expectation: Expectation) -> Rows:
        """The fewest rows that tell whether an expectation is met by all."""
        columns = _columns(expectation)
        if expectation.kind == "ExpectTableRowCountToBeBetween":
            return Rows(pd.DataFrame(index=range(self._count())))
        if not columns or not self._casts.keys() >= set(columns):
            return Rows(self._read(map(self._value, self._casts), "limit 0"))
        if expectation.kind in _UNIQUE:
            return Rows(self._read(map(self._value, columns), _rows_alike(self._name, columns)), self._count())
        if expectation.kind in _LOOKED_AT:
            return self._distinct(expectation, columns)
        return Rows(self.all_rows(expectation))

    def all_rows(self, expectation: Expectation) -> pd.DataFrame:
        """Every row, with the columns that an expectation looks at."""
        return self._read(map(self._value, _columns(expectation)))

    def _distinct(self, expectation: Expectation, columns: list[str]) -> Rows:
        looked_at = {
            column: _VALUE if column in expectation.where else _LOOKED_AT[expectation.kind] for column in columns
        }
        values = [self._value(column, how) for column, how in looked_at.items()]
        frame = self._read([*values, f'count(*) as "{_ROWS_ALIKE}"'], "group by all")
        rows_alike = frame.pop(_ROWS_ALIKE)
        is_meant = (frame[list(expectation.where)] == pd.Series(expectation.where)).all(axis=1)
        return Rows(frame, int(rows_alike[is_meant].sum()))

    def _value(self, column: str, looked_at: str = _VALUE) -> str:
        cast = self._casts[column] if looked_at == _VALUE else ""
        return f'{looked_at.format(column)}{cast} as "{column}"'

    def _read(self, values: Iterable[str], which: str = "") -> pd.DataFrame:
        query = f"select {', '.join(values)} from {self._name} {which}"  # noqa: S608 (our own names)
        frame: pd.DataFrame = self._connection.sql(query).to_arrow_table().to_pandas()
        return frame

    def _count(self) -> int:
        [[count]] = self._connection.execute(f"select count(*) from {self._name}").fetchall()  # noqa: S608
        return int(count)


def _columns(expectation: Expectation) -> list[str]:
    """The columns that an expectation names, without those of its table that it only counts."""
    arguments = expectation.arguments
    named = [arguments[name] for name in ("column", "column_A", "column_B") if name in arguments]
    return list(dict.fromkeys([*named, *arguments.get("column_list", ()), *expectation.where]))


def _rows_alike(name: str, columns: list[str]) -> str:
    key = f"hash({', '.join(map(_VALUE.format, columns))})"
    return f"where {key} in (select {key} from {name} group by all having count(*) > 1)"  # noqa: S608 (our own names)


def _cast(declared: str) -> str:
    """What makes a type one that pandas has and Great Expectations compares: floats and timestamps."""
    if declared.startswith("DECIMAL"):
        return "::double"
    return "::timestamp" if declared == "DATE" else ""
