"""The words of statements about cost, compiled from `cost.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from crawler.extract.phrases import LETTER, alternatives
from pipeline.normalize.words import WordIndex, word_pattern

AMOUNT = "ꙮ"
"""Stands for each amount in a masked sentence: a letter that no sentence of ours has."""


@cache
def listed(concept: str) -> tuple[str, ...]:
    """The words of a concept in every language."""
    return tuple(word for words in _table()[concept].values() for word in words)


@cache
def may_name() -> WordIndex[str]:
    """Tells which of the concepts with the most words a folded text may name."""
    return WordIndex({concept: listed(concept) for concept in ("other_treatment", "no_treatment")})


@cache
def words(concept: str) -> re.Pattern[str]:
    """Any of the words of a concept, in folded text."""
    return re.compile(word_pattern(listed(concept)))


@cache
def ending(*concepts: str) -> re.Pattern[str]:
    """The words of concepts at the end of a folded text: only blanks and a comma or colon may follow them."""
    return re.compile(word_pattern(_of(concepts)) + r"[\s,:]*(?:the|a|an|den|les|los|i|в|на)?\s*$")


@cache
def beginning(*concepts: str) -> re.Pattern[str]:
    """The words of concepts at the beginning of a folded text."""
    return re.compile(r"[\s\-+]*" + word_pattern(_of(concepts)))


@cache
def whole(*concepts: str) -> re.Pattern[str]:
    """A folded text that is nothing but words of concepts; it is matched in full."""
    return re.compile(r"[\s,]*" + word_pattern(_of(concepts)) + r"\s*")


@cache
def roughly() -> re.Pattern[str]:
    """Words before an amount that say it is only roughly so, in text as it stands."""
    return re.compile(rf"(?<!{LETTER})(?i:{alternatives(listed('roughly'))})\s+(?=\S{{0,4}}\s?\d)")


@cache
def between_article() -> re.Pattern[str]:
    """An article between "between" and an amount, in text as it stands."""
    opening = alternatives(word for word in listed("between") if " " not in word)
    return re.compile(
        rf"(?<!{LETTER})(?P<between>(?i:{opening}))\s+(?i:{alternatives(listed('between_article'))})\s+(?=\S{{0,4}}\s?\d)"
    )


def _of(concepts: Iterable[str]) -> list[str]:
    return [word for concept in concepts for word in listed(concept)]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("cost.toml").read_text(encoding="utf-8"))
