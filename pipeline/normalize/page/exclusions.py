"""Tells which amounts on a page are no price of a service. The words are in `exclusions.toml`."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

from crawler.extract.clauses import first_sentence, last_sentence
from pipeline.normalize.text import fold, unglued
from pipeline.normalize.words import WordIndex, word_pattern

_TOUCHING = 40
_SHAPES = {
    "before": r"{}[\s:(~]*$",
    "after": r"^[\s)*]*[-–/]?\s*(?:per\s)?{}",
    "whole_label": r"^\W*{}\W*$",
    "opens": r"^\W*{}",
}
"""Where at a place the words must stand; those of other places may stand anywhere there."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("exclusions.toml").read_text(encoding="utf-8"))


class _Rule(NamedTuple):
    place: str
    reason: str


@cache
def _index() -> WordIndex[_Rule]:
    """Which reasons may be told by the words at which places."""
    return WordIndex({_Rule(place, reason): words for reason, at in _table().items() for place, words in at.items()})


@cache
def _pattern(rule: _Rule) -> re.Pattern[str]:
    return re.compile(_SHAPES[rule.place].format(word_pattern(_table()[rule.reason][rule.place])))


class Exclusions(NamedTuple):
    """The reasons, keys of `exclusions.toml`, that a text tells: as a label, right before an amount, right behind one;
    as the whole of a sentence, by its own `last` and `first` one; those that a sentence may tell of which it is a part;
    and those that are `excused` by it as a label.
    """

    as_label: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    last: frozenset[str]
    first: frozenset[str]
    may_be_told: frozenset[str]
    excused: frozenset[str]


_NONE: frozenset[str] = frozenset()
_NO_EXCLUSIONS = Exclusions(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE)


def read_exclusions(text: str) -> Exclusions:
    """What a text says against an amount's being a price of a service."""
    folded = fold(text)
    apart = unglued(folded)
    rules = _index().candidates(folded)
    if apart != folded:
        rules |= _index().candidates(apart)
    if not rules:
        return _NO_EXCLUSIONS
    found = _index().found(folded)
    may_be_told = _reasons("anywhere", rules)
    return Exclusions(
        as_label=_reasons("label", found) | _touching("whole_label", folded, rules) | _touching("opens", folded, rules),
        before=_touching("before", apart[-_TOUCHING:], rules),
        after=_touching("after", folded[:_TOUCHING], rules),
        last=reasons_in(last_sentence(text)) if may_be_told else _NONE,
        first=reasons_in(first_sentence(text)) if may_be_told else _NONE,
        may_be_told=may_be_told,
        excused=_reasons("unless", found),
    )


def reasons_in(sentence: str) -> frozenset[str]:
    """The reasons that a whole sentence tells, wherever the words stand.

    >>> reasons_in("On average: brows $450, lips $600")
    frozenset({'statistic'})
    """
    return _reasons("anywhere", _index().found(fold(sentence)))


def first_of(reasons: Collection[str]) -> str | None:
    """The reason that is told, in the order of `exclusions.toml`."""
    return next((reason for reason in _table() if reason in reasons), None)


def _reasons(place: str, rules: Collection[_Rule]) -> frozenset[str]:
    return frozenset(rule.reason for rule in rules if rule.place == place)


def _touching(place: str, text: str, rules: Collection[_Rule]) -> frozenset[str]:
    """The reasons whose words stand in a folded text as the place asks for."""
    return frozenset(rule.reason for rule in rules if rule.place == place and _pattern(rule).search(text))
