"""The schema: one YAML a table in `schema/`, one SQL a view in `views/`, read here into definitions.

The same text makes the tables, the comments in the file, and the checks of the audit.
"""

from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent
_DERIVED = ("price_history", "price_change")


@dataclass(frozen=True)
class Column:
    """One column of a table. `values` is the closed list of what it may hold, where there is one."""

    name: str
    type: str
    meaning: str
    required: bool = False
    unit: str | None = None
    caveat: str | None = None
    values: tuple[str, ...] = ()
    made_in_build: bool = False
    """True where no run brings it: the build tells it from all runs together."""

    @property
    def comment(self) -> str:
        """The column's meaning, unit, values and caveat in one text."""
        parts = [self.meaning]
        if self.unit:
            parts.append(f"Unit: {self.unit}.")
        if self.values:
            parts.append(f"One of: {', '.join(self.values)}.")
        if self.caveat:
            parts.append(self.caveat)
        return " ".join(parts)


@dataclass(frozen=True)
class Table:
    """A table: its grain, its key (empty where rows have none) and its columns."""

    name: str
    description: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    caveat: str | None = None
    made_in_build: bool = False
    """True where no run brings its rows: the build makes them from all runs together."""
    keeps_every_run: bool = False
    """True where rows tell of the run itself: the next reading of a recorded file does not replace them."""
    newest_by: tuple[str, ...] = ()
    """Columns of which the newest run's rows replace those of former runs: what is read again is the same thing."""
    keeps_order: bool = False
    """True where rows stay in the order in which runs brought them: sorting them would cost more than reading them."""
    part_of: str | None = None
    """The table whose rows these belong to: they stay and go with the row of the same key and run."""

    @property
    def staged_columns(self) -> list[str]:
        """The names of the columns that a run brings."""
        return [column.name for column in self.columns if not column.made_in_build]

    @property
    def comment(self) -> str:
        """What the table holds, its grain and its caveat in one text."""
        return _comment(self.description, self.grain, self.caveat)


@dataclass(frozen=True)
class View:
    """A view: its query, the views it uses, and what its own columns mean."""

    name: str
    description: str
    grain: str
    sql: str
    uses: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    caveat: str | None = None
    is_stored: bool = False
    """True where a release holds its rows, as a table: so it answers at once, however many observations it is of."""

    @property
    def comment(self) -> str:
        """What the view shows, its grain and its caveat in one text."""
        return _comment(self.description, self.grain, self.caveat)


def _comment(description: str, grain: str, caveat: str | None) -> str:
    return " ".join(part for part in (description, f"One row: {grain}.", caveat) if part)


@cache
def tables() -> dict[str, Table]:
    """Every table by name, in the order of the names."""
    return {path.stem: _read_table(path) for path in sorted((_FOLDER / "schema").glob("*.yaml"))}


@cache
def views() -> dict[str, View]:
    """Every view by name, each after the views it uses."""
    found = {path.stem: _read_view(path) for path in sorted((_FOLDER / "views").glob("*.sql"))}
    order = TopologicalSorter({name: view.uses for name, view in found.items()}).static_order()
    return {name: found[name] for name in order}


def column_comments(view: View, columns: list[str]) -> dict[str, str]:
    """What each of a view's columns means: in its own words, else in those of the table column of that name."""
    inherited = {column.name: column.comment for table in reversed(tables().values()) for column in table.columns}
    # Prices come from price_observation: where tables share a name, its words are meant.
    inherited |= {column.name: column.comment for column in tables()["price_observation"].columns}
    used: dict[str, str] = {}
    for name in view.uses:
        used |= column_comments(views()[name], list(views()[name].columns))
    meaning = inherited | used | view.columns
    return {column: meaning[column] for column in columns if column in meaning}


def staged_tables() -> dict[str, Table]:
    """The tables whose rows a run brings."""
    return {name: table for name, table in tables().items() if not table.made_in_build}


@cache
def derived() -> dict[str, str]:
    """The query that makes each table that follows from others, in the order they can be made in."""
    return {name: (_FOLDER / "derived" / f"{name}.sql").read_text(encoding="utf-8") for name in _DERIVED}


def _read_table(path: Path) -> Table:
    entries: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    columns = tuple(
        Column(name, **{**entry, "values": tuple(entry.get("values", ()))})
        for name, entry in entries.pop("columns").items()
    )
    key, newest_by = tuple(entries.pop("key")), tuple(entries.pop("newest_by", ()))
    return Table(name=path.stem, columns=columns, key=key, newest_by=newest_by, **entries)


def _read_view(path: Path) -> View:
    front, _, sql = path.read_text(encoding="utf-8").removeprefix("/*").partition("*/")
    entries: dict[str, Any] = yaml.safe_load(front)
    return View(name=path.stem, sql=sql.strip(), uses=tuple(entries.pop("uses", ())), **entries)
