"""Tells which amounts on a page are no price of a service. The words are in `exclusions.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.text import fold, unglued
from pipeline.normalize.words import WordIndex, word_pattern

_TOUCHING = 40
_SHAPES = {
    "before": r"{}[\s:(~]*$",
    "after": r"^[\s)*]*[-–/]?\s*(?:per\s)?{}",
    "whole_label": r"^\W*{}\W*$",
}
"""Where at a place the words must stand; those of other places may stand anywhere there."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("exclusions.toml").read_text(encoding="utf-8"))


@cache
def _reasons_at(place: str) -> WordIndex:
    """Which reasons may be told by the words at a place."""
    return WordIndex({reason: places[place] for reason, places in _table().items() if place in places})


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        reason: {
            place: re.compile(_SHAPES[place].format(word_pattern(words)))
            for place, words in places.items()
            if place in _SHAPES
        }
        for reason, places in _table().items()
    }


def quotes_others(sentence: str) -> bool:
    """Whether a sentence tells what others charge or paid.

    >>> quotes_others("On average: brows $450, lips $600")
    True
    """
    return "statistic" in _told("anywhere", fold(sentence))


@lru_cache(100_000)
def may_quote(part: str) -> bool:
    """Whether what tells what others charge may begin in a part of a sentence."""
    return "statistic" in _reasons_at("anywhere").candidates(fold(part))


def excluded_because(label: str, before: str, after: str, line: str) -> str | None:
    """Why an amount is no price of a service: a key of `exclusions.toml`; null where nothing says so.

    >>> excluded_because("Refer a friend", "get", "off your procedure", "Refer a friend to get $20 off your procedure")
    'discount'
    """
    told = _told_by_label(label) | _told_around(before, after, line)
    if not told:
        return None
    excused = _told("unless", fold(label))
    return next((reason for reason in _table() if reason in told and reason not in excused), None)


def _told_by_label(label: str) -> frozenset[str]:
    name = fold(label)
    return _told("label", name) | _told("whole_label", name)


def _told_around(before: str, after: str, line: str) -> frozenset[str]:
    touching = _told("before", unglued(fold(before))[-_TOUCHING:]) | _told("after", fold(after)[:_TOUCHING])
    return touching | _told("anywhere", fold(line))


def _told(place: str, text: str) -> frozenset[str]:
    """The reasons that a folded text tells at a place."""
    index = _reasons_at(place)
    if place not in _SHAPES:
        return index.found(text)
    patterns = _patterns()
    return frozenset(reason for reason in index.candidates(text) if patterns[reason][place].search(text) is not None)
