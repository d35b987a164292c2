"""Tells which amounts on a page are no price of a service. The words are in `exclusions.toml`."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

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
def _all_words() -> WordIndex:
    """Whether a text has a word of any reason at all: most have none."""
    return WordIndex({"any": [word for places in _table().values() for words in places.values() for word in words]})


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


class Exclusions(NamedTuple):
    """The reasons, keys of `exclusions.toml`, that a text tells: as a label, right before an amount, right behind one;
    those that are `excused` by it as a label; and those that a sentence may tell of which it is a part."""

    as_label: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    excused: frozenset[str]
    may_be_told: frozenset[str]


_NONE: frozenset[str] = frozenset()
_NO_EXCLUSIONS = Exclusions(_NONE, _NONE, _NONE, _NONE, _NONE)


def read_exclusions(text: str) -> Exclusions:
    """What a folded text says against an amount's being a price of a service."""
    apart = unglued(text)
    if not (_all_words().candidates(text) or (apart != text and _all_words().candidates(apart))):
        return _NO_EXCLUSIONS
    return Exclusions(
        as_label=_told("label", text) | _told("whole_label", text),
        before=_told("before", apart[-_TOUCHING:]),
        after=_told("after", text[:_TOUCHING]),
        excused=_told("unless", text),
        may_be_told=_reasons_at("anywhere").candidates(text),
    )


def reasons_in(sentence: str) -> frozenset[str]:
    """The reasons that a whole sentence tells, wherever the words stand.

    >>> reasons_in("On average: brows $450, lips $600")
    frozenset({'statistic'})
    """
    return _told("anywhere", fold(sentence))


def first_of(reasons: Collection[str]) -> str | None:
    """The reason that is told, in the order of `exclusions.toml`."""
    return next((reason for reason in _table() if reason in reasons), None)


def _told(place: str, text: str) -> frozenset[str]:
    """The reasons that a folded text tells at a place."""
    index = _reasons_at(place)
    if place not in _SHAPES:
        return index.found(text)
    patterns = _patterns()
    return frozenset(reason for reason in index.candidates(text) if patterns[reason][place].search(text) is not None)
