"""Checks a build against every suite with Great Expectations, one checkpoint a table.

Great Expectations takes seconds to import: it is imported here only when an audit runs.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipeline import settings
from pipeline.quality.suite import Expectation, Suite, suites
from warehouse.schema_files import tables

_EXAMPLES = 5
_LONGEST_EXAMPLES = 500


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
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    chosen = suites() if about is None else {name: suites()[name] for name in about}
    checks = []
    with duckdb.connect(str(build), read_only=True) as connection:
        # A suite's query may ask for what whoever runs this has said is critical.
        connection.execute("set variable critical_sources = ?::varchar[]", [list(settings.critical_sources())])
        for suite in chosen.values():
            try:
                rows = _batch(connection, suite)
            except duckdb.Error as error:
                # A table that cannot even be read as declared meets none of its expectations.
                checks += [_check(suite.table, expectation, _unread(error)) for expectation in suite.expectations]
            else:
                checks += _checked(suite, _run_checkpoint(context, suite, rows))
    return checks


def _unread(error: duckdb.Error) -> dict[str, Any]:
    return {"success": False, "exception_info": {"exception_message": str(error)}}


def _batch(connection: duckdb.DuckDBPyConnection, suite: Suite) -> pd.DataFrame:
    """The suite's rows, in types that pandas has and Great Expectations compares: floats and timestamps."""
    described = connection.execute(f"describe {suite.batch}").fetchall()
    columns = ", ".join(f'"{name}"{_cast(kind)} as "{name}"' for name, kind, *_ in described)
    rows: pd.DataFrame = connection.sql(f"select {columns} from ({suite.batch})").to_arrow_table().to_pandas()  # noqa: S608
    return rows


def _cast(kind: str) -> str:
    if kind.startswith("DECIMAL"):
        return "::double"
    return "::timestamp" if kind == "DATE" else ""


def _run_checkpoint(context: Any, suite: Suite, rows: pd.DataFrame) -> list[dict[str, Any]]:
    import great_expectations as gx

    name = suite.table
    batch = context.data_sources.add_pandas(name).add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
    expectations = [_as_gx(expectation) for expectation in suite.expectations]
    validation = gx.ValidationDefinition(
        name=name, data=batch, suite=context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations))
    )
    checkpoint = gx.Checkpoint(
        name=name,
        validation_definitions=[context.validation_definitions.add(validation)],
        result_format={"result_format": "SUMMARY", "partial_unexpected_count": _EXAMPLES},
    )
    done = context.checkpoints.add(checkpoint).run(batch_parameters={"dataframe": rows})
    results: list[dict[str, Any]] = next(iter(done.run_results.values())).to_json_dict()["results"]
    return results


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
        meta={"name": expectation.name},
    )


def _checked(suite: Suite, results: list[dict[str, Any]]) -> list[Check]:
    """Match results to expectations by name: they come back in an order of their own."""
    by_name = {result["expectation_config"]["meta"]["name"]: result for result in results}
    return [_check(suite.table, expectation, by_name.get(expectation.name)) for expectation in suite.expectations]


def _check(table: str, expectation: Expectation, result: dict[str, Any] | None) -> Check:
    found = (result or {}).get("result", {})
    return Check(
        table_name=table,
        expectation=expectation.name,
        severity=expectation.severity,
        why=expectation.why,
        # An expectation that could not be evaluated (no such column, types that do not compare) is not met.
        is_met=bool(result and result["success"]),
        rows_checked=found.get("element_count"),
        rows_unexpected=found.get("unexpected_count"),
        examples=_examples(result) if not (result and result["success"]) else None,
    )


def _examples(result: dict[str, Any] | None) -> str | None:
    if result is None:
        return "not evaluated"
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
