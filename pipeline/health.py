"""Measures each source of a run: what it yielded, how its pages ended, which fields are filled.

The numbers go into the table `source_health`; the view `source_health_band` compares them with the source's history.
What is measured, and when it speaks up, is data: `reference/health_measures.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from crawler.items import PageOutcome
from crawler.source import live_sources
from pipeline.raw import RawItems
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


def source_health_table(raw: RawItems, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of the table `source_health`, for every source of which the run asked a page or file."""
    outcomes = raw.by_type[PageOutcome.__name__]
    rows = [
        {"source": source, **measured._asdict(), "is_compared": _is_compared(measured.measure, source)}
        for source in sorted(outcomes["source"].dropna().unique())
        for measured in _measure(source, outcomes.loc[outcomes["source"] == source, "outcome"], raw, frames)
    ]
    columns = ["source", *Measured._fields, "is_compared"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64", "sample": "Int64", "is_compared": "bool"})


def _measure(source: str, outcomes: pd.Series, raw: RawItems, frames: Mapping[str, pd.DataFrame]) -> Iterator[Measured]:
    kept = {table: frames[table][frames[table]["source"] == source] for table in _file()["filled"]}
    items = sum(
        (frame["source"] == source).sum() for name, frame in raw.by_type.items() if name != PageOutcome.__name__
    )
    rows = sum(map(len, kept.values()))
    read = int(outcomes.isin(_READ).sum())
    rejected = int((frames["rejected"]["source"] == source).sum())
    aside = frames["set_aside"]
    yield Measured("pages", len(outcomes))
    yield Measured("pages_read", read)
    yield Measured("raw_items", int(items))
    yield Measured("rows_kept", rows)
    yield Measured("set_aside", int(aside.loc[aside["source"] == source, "items"].sum()))
    yield Measured("rejected", rejected)
    for outcome, count in outcomes.value_counts().items():
        yield Measured(f"ended_{outcome}", count)
    if read:
        yield Measured("items_per_page", items / read, read)
        yield Measured("rows_per_page", rows / read, read)
    if items:
        yield Measured("rejected_share", rejected / items, int(items))
    yield from _filled(kept)


def _filled(kept: Mapping[str, pd.DataFrame]) -> Iterator[Measured]:
    """The share of rows in which each field is given; a field that several tables have is told of them together."""
    given: dict[str, list[pd.Series]] = {}
    for table, fields in _file()["filled"].items():
        for field in fields if len(kept[table]) else ():
            given.setdefault(field, []).append(kept[table][field].notna())
    for field, parts in given.items():
        told = pd.concat(parts)
        yield Measured(f"filled_{field}", float(told.mean()), len(told))


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
