"""A suite: what is expected of one table, as data.

Its own expectations stand in `<table>.yaml`; those that follow from the table's schema (columns, key, what must be
given, closed lists) are made from `warehouse/schema/<table>.yaml`, so that nothing is said twice.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warehouse.schema_files import Column, Table, tables, views


@dataclass(frozen=True)
class Expectation:
    """One expectation. `kind` is the class of Great Expectations; `where` keeps the rows that hold these values."""

    name: str
    kind: str
    arguments: dict[str, Any]
    severity: str
    why: str
    where: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Suite:
    """What is expected of one table or view, and the query that makes the batch it is checked on."""

    table: str
    batch: str
    expectations: tuple[Expectation, ...]


@cache
def suites() -> dict[str, Suite]:
    """Every suite by the table it is about."""
    return {path.stem: _read(path) for path in sorted(Path(__file__).parent.glob("*.yaml"))}


def _read(path: Path) -> Suite:
    entries: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    name = path.stem
    if name not in tables() and name not in views():
        raise ValueError(f"{path}: there is no table or view of this name")
    own = [
        Expectation(
            expectation,
            entry["type"],
            entry["with"],
            entry["severity"],
            entry["why"],
            entry.get("where", {}),
        )
        for expectation, entry in entries["expectations"].items()
    ]
    return Suite(
        table=name,
        batch=entries.get("batch", f"from {name}"),
        expectations=(*_not_empty(entries["rows_at_least"]), *_from_schema(tables().get(name)), *own),
    )


def _not_empty(rows_at_least: int) -> list[Expectation]:
    """Other expectations hold of an empty table, whatever they say: this one does not."""
    if not rows_at_least:
        return []
    return [
        Expectation(
            "has_rows",
            "ExpectTableRowCountToBeBetween",
            {"min_value": rows_at_least},
            "critical",
            "An empty table meets every other expectation and says nothing.",
        )
    ]


def _from_schema(table: Table | None) -> list[Expectation]:
    if table is None:
        return []
    columns = Expectation(
        "columns_as_declared",
        "ExpectTableColumnsToMatchSet",
        {"column_set": [column.name for column in table.columns], "exact_match": False},
        "critical",
        "Queries, exports and the report read these columns by name.",
    )
    return [columns, *_key(table), *(made for column in table.columns for made in _column(column))]


def _key(table: Table) -> list[Expectation]:
    why = f"One row is {table.grain}; a second one would count it twice."
    if len(table.key) == 1:
        return [Expectation("key_is_unique", "ExpectColumnValuesToBeUnique", {"column": table.key[0]}, "critical", why)]
    if table.key:
        arguments = {"column_list": list(table.key), "ignore_row_if": "never"}
        return [Expectation("key_is_unique", "ExpectCompoundColumnsToBeUnique", arguments, "critical", why)]
    return []


def _column(column: Column) -> list[Expectation]:
    made = []
    if column.required:
        made.append(
            Expectation(
                f"{column.name}_is_given",
                "ExpectColumnValuesToNotBeNull",
                {"column": column.name},
                "critical",
                f"It is known of every row: {column.meaning}",
            )
        )
    if column.values:
        made.append(
            Expectation(
                f"{column.name}_is_listed",
                "ExpectColumnValuesToBeInSet",
                {"column": column.name, "value_set": list(column.values)},
                "critical",
                f"Queries name these values and no others: {column.meaning}",
            )
        )
    return made
