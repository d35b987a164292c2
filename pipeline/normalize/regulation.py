"""Statements about licensing become rows of `regulation`; where two contradict each other, both stand and say so."""

import pandas as pd

from pipeline.normalize import RULES_VERSION, readers
from pipeline.normalize.items import read_items
from pipeline.normalize.place import read_jurisdiction, scope_columns
from pipeline.normalize.reading import Problems, Reader

LEVELS = ("country", "state", "city")
# The minimum age is the client's in some statements and the practitioner's in others: two of them are no contradiction.
_ANSWERS = ("is_license_required", "training_hours", "is_bloodborne_training_required")
_YOUNGEST, _OLDEST = 14, 25

_READERS: dict[str, tuple[str, Reader]] = {
    "jurisdiction": ("jurisdiction", readers.TEXT),
    "level": ("stated_level", readers.one_of(LEVELS)),
    "is_license_required": ("stated_license_required", readers.TRUTH),
    "training_hours": ("stated_training_hours", readers.WHOLE_NUMBER),
    "is_bloodborne_training_required": ("stated_bloodborne_pathogen_training", readers.TRUTH),
    "minimum_age": ("stated_minimum_age", readers.WHOLE_NUMBER),
    "url": ("url", readers.WEB_ADDRESS),
    "note": ("note", readers.TEXT),
}


def normalize_regulation(raw: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `regulation`, and the rejected ones."""
    kept, rejected = read_items(raw, "RegulationStatement", _READERS, _check)
    places = [read_jurisdiction(*place) for place in kept[["jurisdiction", "level"]].itertuples(index=False)]
    rows = kept.assign(
        statement_id=kept["raw_id"],
        rules_version=RULES_VERSION,
    )
    rows = rows.join(scope_columns(places, kept.index))
    return rows.assign(is_contradicted=_contradicted(rows)), rejected


def _check(read: pd.DataFrame, problems: Problems) -> None:
    sound = ~problems.any
    problems.add(sound & read["jurisdiction"].isna(), "jurisdiction: no place is named")
    problems.add(sound & read["level"].isna(), "level: it is not said whether this is a country, a state or a city")
    strange = (read["minimum_age"] < _YOUNGEST) | (read["minimum_age"] > _OLDEST)
    problems.add(strange, f"minimum_age: it is not between {_YOUNGEST} and {_OLDEST}")


def _contradicted(rows: pd.DataFrame) -> "pd.Series[bool]":
    """True where another statement answers the same question about the same jurisdiction differently."""
    by_jurisdiction = rows.groupby("jurisdiction")
    differs = [by_jurisdiction[name].transform("nunique") > 1 for name in _ANSWERS]
    answers = [rows[name].notna() for name in _ANSWERS]
    contradicted = pd.Series(False, index=rows.index)
    for differ, answered in zip(differs, answers, strict=True):
        contradicted |= differ & answered
    return contradicted
