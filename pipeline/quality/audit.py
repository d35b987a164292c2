"""Checks a build against every suite with Great Expectations, one expectation after the other.

Great Expectations takes seconds to import: it is imported here only when an audit runs.
"""

import json
import os
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipeline import settings
from pipeline.quality.batch import Batch
from pipeline.quality.suite import Expectation, Suite, suites
from warehouse.bounded import bounded
from warehouse.schema_files import tables, views

_RESULT_FORMAT = {"result_format": "SUMMARY", "partial_unexpected_count": 5}
_LONGEST_EXAMPLES = 500

Judge = Callable[[Expectation, pd.DataFrame], dict[str, Any]]
"""Judges rows by an expectation; returns the result as Great Expectations tells it."""


@dataclass(frozen=True)
class Check:
    """What one expectation found, as a row of the table `quality_check`."""

    table_name: str
    expectation: str
    severity: str
    why: str
    is_met: bool
    rows_checked: int | None
    rows_unexpected: int | None
    examples: str | None

    @property
    def refuses(self) -> bool:
        """True where this check keeps the build from being published."""
        return not self.is_met and self.severity == "critical"

    def as_row(self) -> tuple[object, ...]:
        """The check in the order of the table's columns."""
        return tuple(getattr(self, column.name) for column in tables()["quality_check"].columns)


def audit(build: Path, about: Iterable[str] | None = None) -> list[Check]:
    """Check a build against the suites (of the named tables, else all); in the order of the suites."""
    judge = great_expectations()
    chosen = suites() if about is None else {name: suites()[name] for name in about}
    with bounded(duckdb.connect(str(build), read_only=True)) as connection:
        # A suite's query may ask for what whoever runs this has said is critical.
        connection.execute("set variable critical_sources = ?::varchar[]", [list(settings.critical_sources())])
        _evaluate_once(connection, chosen)
        return [check for suite in chosen.values() for check in _checks(connection, suite, judge)]


def _evaluate_once(connection: duckdb.DuckDBPyConnection, about: Container[str]) -> None:
    """Hold what a release will hold as tables: under its name DuckDB finds a temporary table before the view."""
    for view in views().values():
        if view.is_stored and view.name in about:
            with suppress(duckdb.Error):  # its suite tells what is wrong with it
                connection.execute(f"create temp table {view.name} as from {view.name}")


def _checks(connection: duckdb.DuckDBPyConnection, suite: Suite, judge: Judge) -> list[Check]:
    try:
        batch = Batch(connection, suite)
    except duckdb.Error as error:
        # A table that cannot even be read as declared meets none of its expectations.
        return [_check(suite.table, expectation, _unread(error)) for expectation in suite.expectations]
    return [_check(suite.table, expectation, judged(batch, expectation, judge)) for expectation in suite.expectations]


def judged(batch: Batch, expectation: Expectation, judge: Judge) -> dict[str, Any]:
    """The result for all rows of a batch, of which the judge sees no more than tell it."""
    try:
        rows = batch.telling(expectation)
        result = judge(expectation, rows.frame)
        if rows.stand_for is None:
            return result
        if not result["success"] or result["result"]["unexpected_count"]:
            return judge(expectation, batch.all_rows(expectation))
    except duckdb.Error as error:
        return _unread(error)
    return result | {"result": result["result"] | {"element_count": rows.stand_for}}


def _unread(error: duckdb.Error) -> dict[str, Any]:
    return {"success": False, "exception_info": {"exception_message": str(error)}}


def great_expectations() -> Judge:
    """Great Expectations, as a function."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("build").add_dataframe_asset("rows")
    definition = asset.add_batch_definition_whole_dataframe("all")

    def judge(expectation: Expectation, frame: pd.DataFrame) -> dict[str, Any]:
        batch = definition.get_batch(batch_parameters={"dataframe": frame})
        result: dict[str, Any] = batch.validate(_as_gx(expectation), result_format=_RESULT_FORMAT).to_json_dict()
        return result

    return judge


def _as_gx(expectation: Expectation) -> Any:
    import great_expectations.expectations as gxe
    from great_expectations.expectations.row_conditions import Column

    condition = None
    for column, value in expectation.where.items():
        compared = Column(column) == value
        condition = compared if condition is None else condition & compared
    return getattr(gxe, expectation.kind)(
        **expectation.arguments,
        **({} if condition is None else {"row_condition": condition}),
        severity=expectation.severity,
    )


def _check(table: str, expectation: Expectation, result: dict[str, Any]) -> Check:
    found = result.get("result", {})
    return Check(
        table_name=table,
        expectation=expectation.name,
        severity=expectation.severity,
        why=expectation.why,
        # An expectation that could not be evaluated (no such column, types that do not compare) is not met.
        is_met=bool(result["success"]),
        rows_checked=found.get("element_count"),
        rows_unexpected=found.get("unexpected_count"),
        examples=None if result["success"] else _examples(result),
    )


def _examples(result: dict[str, Any]) -> str | None:
    found = result.get("result", {})
    values = found.get("partial_unexpected_list") or found.get("observed_value")
    if values is None:
        values = _exception(result.get("exception_info", {}))
    return None if values is None else json.dumps(values, ensure_ascii=False, default=str)[:_LONGEST_EXAMPLES]


def _exception(info: dict[str, Any]) -> str | None:
    """The message, in whichever of its two shapes Great Expectations tells it."""
    if "exception_message" in info:
        return str(info["exception_message"])
    return next((str(part["exception_message"]) for part in info.values() if isinstance(part, dict)), None)
