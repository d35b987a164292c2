"""Reads the times a page states of a treatment: minutes it takes, months it lasts, days it heals."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.normalize.elapsed import read_elapsed
from pipeline.normalize.fractions import with_decimals
from pipeline.normalize.text import fold, unglued
from pipeline.normalize.words import WordIndex, word_pattern

_LONGEST_TREATMENT = 600
_NEAR = 45
_DAYS_A_MONTH = 30.44
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)")
_DIGIT = re.compile(r"\d")
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
# "Duration:2h", and no time of day.
_NOT_IN_A_NUMBER = r"(?<![\d.,])(?<!\d:)"


@dataclass(frozen=True)
class Span:
    """A span of time in one unit; both ends the same where one is stated."""

    low: int
    high: int


@cache
def _grammar() -> dict[str, re.Pattern[str]]:
    table = _table()
    minute, hour = (word_pattern(table[unit]["words"]) for unit in ("minute", "hour"))
    half, also = (word_pattern(table[name]["words"]) for name in ("and_half", "and"))
    to = r"\s*(?:-|–|—|~|to|bis|a|do|до|til|till|tot|la|et|ile|עד)\s*"
    return {
        "clock": re.compile(
            rf"(?<![\d.,:])(?:(\d{{1,2}})\s*{hour}[\s.]*(?:(\d{{1,2}})\s*(?:{minute})?|{also}\s*(\d{{1,2}})\s*{minute})"
            # "1:30 hrs" is no time of day; "2g 30min" is how the Polish write it.
            rf"|([0-5]):([0-5]\d)\s*{hour}|([1-5])\s?g\.?\s?(\d\d)\s*{minute})(?!\d)"
        ),
        "and_half": re.compile(rf"(?<![\d.,:])(\d{{1,2}})\s*(?:{hour}\s*{half}|{half}\s*{hour})"),
        "span": re.compile(
            rf"{_NOT_IN_A_NUMBER}({_NUMBER})(?:\s*-?(?:({hour})|{minute}))?{to}({_NUMBER})\s*[-+]?(?:({hour})|{minute})"
        ),
        "single": re.compile(
            rf"{_NOT_IN_A_NUMBER}(?:({_NUMBER})\s*[-+]?\s*(?:({hour})|{minute})|(\d{{2,3}})\s?['’′´](?![\w'’]))"
        ),
        "lasting": re.compile(word_pattern(table["lasting"]["words"])),
        "healing": re.compile(word_pattern(table["healing"]["words"])),
    }


@cache
def _index() -> WordIndex[str]:
    return WordIndex({concept: _table()[concept]["words"] for concept in ("lasting", "healing")})


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("times.toml").read_text(encoding="utf-8"))


def read_minutes(text: str) -> Span | None:
    """How long a treatment takes, from the first time of day-size in a text.

    >>> read_minutes("Lip blush (2-3 hours)")
    Span(low=120, high=180)
    >>> read_minutes("1 godz. 25 min")
    Span(low=85, high=85)
    """
    text = with_decimals(text)
    if not _DIGIT.search(text):
        return None
    grammar, folded = _grammar(), _GLUED.sub(" ", unglued(fold(text)))
    if match := grammar["clock"].search(folded):
        hours, minutes = (int(number) for number in match.groups() if number)
        return _possible(hours * 60 + minutes, hours * 60 + minutes)
    if match := grammar["and_half"].search(folded):
        return _possible(int(match[1]) * 60 + 30, int(match[1]) * 60 + 30)
    if match := grammar["span"].search(folded):
        high_unit = 60 if match[4] else 1
        low_unit = 60 if match[2] or (match[4] and float(match[1].replace(",", ".")) < 20) else 1
        return _possible(_minutes(match[1], low_unit), _minutes(match[3], high_unit))
    if match := grammar["single"].search(folded):
        minutes = _minutes(match[1] or match[3], 60 if match[2] else 1)
        return _possible(minutes, minutes)
    return None


def read_months_lasting(text: str) -> Span | None:
    """How many months the result is said to last.

    >>> read_months_lasting("Soft colour that lasts 1-3 years")
    Span(low=12, high=36)
    """
    days = _stated_near("lasting", text)
    return Span(round(days.low / _DAYS_A_MONTH), round(days.high / _DAYS_A_MONTH)) if days and days.high > 45 else None


def read_healing_days(text: str) -> Span | None:
    """How many days the skin is said to heal.

    >>> read_healing_days("Healing takes 5-7 days")
    Span(low=5, high=7)
    """
    days = _stated_near("healing", text)
    return days if days and days.high <= 120 else None


def _stated_near(concept: str, text: str) -> Span | None:
    """The days that are named within a few words of a concept, those behind it before those in front."""
    folded = fold(text)
    match = _grammar()[concept].search(folded) if concept in _index().candidates(folded) else None
    if match is None:
        return None
    for part in (folded[match.end() : match.end() + _NEAR], folded[max(0, match.start() - _NEAR) : match.start()]):
        elapsed = read_elapsed(part)
        if elapsed and elapsed.high:
            return Span(elapsed.low or elapsed.high, elapsed.high)
    return None


def _minutes(number: str, unit: int) -> int:
    return round(float(number.replace(",", ".")) * unit)


def _possible(low: int, high: int) -> Span | None:
    return Span(low, high) if 0 < low <= high <= _LONGEST_TREATMENT else None
