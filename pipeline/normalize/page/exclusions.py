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
def _index() -> WordIndex:
    """Which reasons may be told by the words at which places."""
    return WordIndex({_Rule(place, reason): words for reason, at in _table().items() for place, words in at.items()})


class _Rule(NamedTuple):
    place: str
    reason: str


@cache
def _pattern(rule: _Rule) -> re.Pattern[str]:
    words = _table()[rule.reason][rule.place]
    return re.compile(_SHAPES.get(rule.place, "{}").format(word_pattern(words)))


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
    rules = _index().candidates(text)
    if apart != text:
        rules |= _index().candidates(apart)
    if not rules:
        return _NO_EXCLUSIONS
    return Exclusions(
        as_label=_told("label", text, rules) | _told("whole_label", text, rules),
        before=_told("before", apart[-_TOUCHING:], rules),
        after=_told("after", text[:_TOUCHING], rules),
        excused=_told("unless", text, rules),
        may_be_told=frozenset(rule.reason for rule in rules if rule.place == "anywhere"),
    )


def reasons_in(sentence: str) -> frozenset[str]:
    """The reasons that a whole sentence tells, wherever the words stand.

    >>> reasons_in("On average: brows $450, lips $600")
    frozenset({'statistic'})
    """
    text = fold(sentence)
    return _told("anywhere", text, _index().candidates(text))


def first_of(reasons: Collection[str]) -> str | None:
    """The reason that is told, in the order of `exclusions.toml`."""
    return next((reason for reason in _table() if reason in reasons), None)


def _told(place: str, text: str, rules: Collection[_Rule]) -> frozenset[str]:
    """The reasons that a folded text tells at a place, by those of the rules that are of it."""
    return frozenset(rule.reason for rule in rules if rule.place == place and _pattern(rule).search(text))
