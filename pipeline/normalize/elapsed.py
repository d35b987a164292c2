"""Reads how long after the first visit a service is meant: "touch-up 6-8 weeks", "after one year", "do 3 miesięcy"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from pipeline.normalize.fractions import with_decimals
from pipeline.normalize.text import fold, unglued
from pipeline.normalize.words import WordIndex, word_pattern

_DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Elapsed:
    """Days since the first visit. `low` is 0 where only an upper end is given; `high` is null where none is."""

    low: int
    high: int | None


@dataclass(frozen=True)
class _Grammar:
    span: re.Pattern[str]
    opened_before: re.Pattern[str]
    opened_after: re.Pattern[str]
    units: list[tuple[re.Pattern[str], float]]
    numbers: dict[str, float]
    after_a_year: re.Pattern[str]
    within_a_year: re.Pattern[str]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("elapsed.toml").read_text(encoding="utf-8"))


@cache
def _index() -> WordIndex[str]:
    """Which texts may name a time: a unit stands in them, or a year that is named without a number."""
    units = [word for unit in _table()["units"].values() for word in unit["words"]]
    return WordIndex({"unit": units, "a_year": _table()["a_year"]["words"] + _table()["a_year"]["later"]})


def _grammar(text: str) -> _Grammar:
    """How a text names times."""
    return _grammar_of(text.isascii())


@cache
def _grammar_of(in_ascii: bool) -> _Grammar:
    table = _table()
    any_of = partial(word_pattern, in_ascii=in_ascii)
    units = [(re.compile(any_of(unit["words"])), float(unit["days"])) for unit in table["units"].values()]
    any_unit = any_of([word for unit in table["units"].values() for word in unit["words"]])
    # Nobody comes back after a thousand years: longer numbers are something else.
    number = rf"(?:(?<!\d)\d{{1,3}}(?:[.,]\d{{1,2}})?(?!\d)|{any_of(table['numbers'])})"
    to = r"\s*(?:-|–|—|~|〜|to|and|bis|a|al|do|до|till|til|tot|la|et|e|y|ile|until|ως|עד)\s*"
    return _Grammar(
        span=re.compile(rf"({number})(?:(\+)?[\s-]*({any_unit}))?(?:{to}({number})[\s-]*({any_unit}))?"),
        opened_before=re.compile(rf"{any_of(table['open_before']['words'])}\s*(?:the\s+)?$"),
        opened_after=re.compile(rf"^\s*{any_of(table['open_after']['words'])}"),
        units=units,
        numbers={fold(word): float(value) for word, value in table["numbers"].items()},
        after_a_year=re.compile(
            rf"{any_of(table['open_before']['words'])}\s+{any_of(table['a_year']['words'])}"
            rf"|{any_of(table['a_year']['later'])}"
        ),
        within_a_year=re.compile(rf"{any_of(table['a_year']['until'])}\s+{any_of(table['a_year']['words'])}"),
    )


@lru_cache(20_000)
def read_elapsed(label: str) -> Elapsed | None:
    """The time after the first visit that a label names, or null where it names none.

    >>> read_elapsed("Touch up 1-3 months")
    Elapsed(low=30, high=91)
    >>> read_elapsed("Korekta dodatkowa do 6 tygodni")
    Elapsed(low=0, high=42)
    >>> read_elapsed("after one year")
    Elapsed(low=365, high=None)
    """
    text = unglued(fold(with_decimals(label)))
    named = _index().candidates(text)
    if not named:
        return None
    grammar = _grammar(text)
    for match in grammar.span.finditer(text):
        first, is_open, first_unit, second, second_unit = match.groups()
        if not (first_unit or second_unit):
            continue
        low = _days(grammar, first, first_unit or second_unit)
        if second:
            high = _days(grammar, second, second_unit)
            return Elapsed(min(low, high), max(low, high))
        before, after = text[: match.start()], text[match.end() :]
        if is_open or grammar.opened_before.search(before) or grammar.opened_after.search(after):
            return Elapsed(low, None)
        return Elapsed(0, low)
    return _a_year(grammar, text) if "a_year" in named else None


def _a_year(grammar: _Grammar, text: str) -> Elapsed | None:
    """A year that is named without a number: "через год", "po roce"."""
    if grammar.after_a_year.search(text):
        return Elapsed(_DAYS_A_YEAR, None)
    return Elapsed(0, _DAYS_A_YEAR) if grammar.within_a_year.search(text) else None


def names_a_unit(text: str) -> bool:
    """Whether a folded text may name a time."""
    return "unit" in _index().candidates(unglued(text))


def without_elapsed(text: str) -> str:
    """A folded text without the times it names."""
    apart = unglued(text)
    if "unit" not in _index().candidates(apart):
        return apart
    return _grammar(apart).span.sub(lambda match: " " if match[3] or match[5] else match[0], apart)


def _days(grammar: _Grammar, number: str, unit: str) -> int:
    value = grammar.numbers.get(number)
    if value is None:
        value = float(number.replace(",", "."))
    return round(value * next(days for pattern, days in grammar.units if pattern.fullmatch(unit)))
