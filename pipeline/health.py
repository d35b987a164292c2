"""Measures each source of a run: what it yielded, how its pages ended, which fields are filled.

The numbers go into the table `source_health`; the view `source_health_band` compares them with the source's history.
What is measured, and when it speaks up, is data: `reference/health_measures.toml`.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from crawler.items import PageOutcome
from crawler.source import live_sources
from warehouse.paths import literal, quoted
from warehouse.schema_files import tables

_FILE = Path(__file__).parent / "reference" / "health_measures.toml"
_READ = ("ok", "unchanged")
_UNLESS_SAID: dict[str, Any] = {"is_share": False, "floor": 0.0, "floor_share": 0.0, "least_sample": 0, "usual": None}


class Measured(NamedTuple):
    """One number about a source, and how many pages or rows it rests on; null for counts."""

    measure: str
    value: float
    sample: int | None = None


def health_measure_table() -> pd.DataFrame:
    """The rows of the table `health_measure`: every measure there is, those of a family one by one."""
    columns = [column.name for column in tables()["health_measure"].columns]
    rows = [{**_UNLESS_SAID, "measure": name, **rule} for name, rule in _rules().items()]
    kinds = {"worse": "str", "floor": "float64", "floor_share": "float64", "usual": "float64"}
    return pd.DataFrame(rows).reindex(columns=columns).astype(kinds)


def source_health_table(outcomes: pd.DataFrame, raw_items: Mapping[str, int], staged: Path) -> pd.DataFrame:
    """The rows of the table `source_health`, for every source of which the run asked a page or file.

    `outcomes` are the raw outcomes of the run, `raw_items` its other raw items, counted by source, and `staged` is the
    folder in which the tables made of them lie.
    """
    with duckdb.connect() as connection:
        rows = [
            {"source": source, **measured._asdict(), "is_compared": _is_compared(measured.measure, source)}
            for source in sorted(outcomes["source"].dropna().unique())
            for measured in _measure(
                outcomes.loc[outcomes["source"] == source, "outcome"],
                raw_items.get(source, 0),
                _Staged(connection, staged, source),
            )
        ]
    columns = ["source", *Measured._fields, "is_compared"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64", "sample": "Int64", "is_compared": "bool"})


class _Staged:
    """What lies staged of a source. The tables may be larger than memory: they are counted where they lie."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, source: str) -> None:
        self._connection, self._folder, self._source = connection, folder, source

    def count(self, table: str, *values: str) -> tuple[int, ...]:
        """Each aggregate over the source's rows of a table."""
        file = quoted(literal(self._folder / f"{table}.parquet"))
        query = f"select {', '.join(values)} from read_parquet('{file}') where source = ?"  # noqa: S608 (our own names)
        [row] = self._connection.execute(query, [self._source]).fetchall()
        return tuple(int(value) for value in row)


def _measure(outcomes: pd.Series, items: int, staged: _Staged) -> Iterator[Measured]:
    kept = {table: staged.count(table, "count(*)")[0] for table in _file()["filled"]}
    rows = sum(kept.values())
    read = int(outcomes.isin(_READ).sum())
    rejected = staged.count("rejected", "count(*)")[0]
    yield Measured("pages", len(outcomes))
    yield Measured("pages_read", read)
    yield Measured("raw_items", items)
    yield Measured("rows_kept", rows)
    yield Measured("set_aside", staged.count("set_aside", "coalesce(sum(items), 0)")[0])
    yield Measured("rejected", rejected)
    for outcome, count in outcomes.value_counts().items():
        yield Measured(f"ended_{outcome}", count)
    if read:
        yield Measured("items_per_page", items / read, read)
        yield Measured("rows_per_page", rows / read, read)
    if items:
        yield Measured("rejected_share", rejected / items, items)
    yield from _filled(kept, staged)


def _filled(kept: Mapping[str, int], staged: _Staged) -> Iterator[Measured]:
    """The share of rows in which each field is given; a field that several tables have is told of them together."""
    given: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for table, fields in _file()["filled"].items():
        if kept[table]:
            given.update(dict(zip(fields, staged.count(table, *(f"count({field})" for field in fields)), strict=True)))
            of.update(dict.fromkeys(fields, kept[table]))
    for field, count in of.items():
        yield Measured(f"filled_{field}", given[field] / count, count)


def _is_compared(measure: str, source: str) -> bool:
    return ("live" if source in live_sources() else "recorded") in _rules()[measure].get("compared", ())


@cache
def _rules() -> dict[str, dict[str, Any]]:
    """The rule of every measure, by its name."""
    members = {
        "ended": sorted(PageOutcome.OUTCOMES),
        "filled": list(dict.fromkeys(field for fields in _file()["filled"].values() for field in fields)),
    }
    families = {
        f"{family}_{value}": {
            **rule,
            "meaning": rule["meaning"].format(value=value),
            "words": rule["words"].format(value=value.replace("_", " ")),
        }
        for family, rule in _file()["family"].items()
        for value in members[family]
    }
    rules: dict[str, dict[str, Any]] = _file()["measure"]
    return rules | families


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
