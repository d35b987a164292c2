"""Words that tell what a price on a page is for, beside those of services. They are in `meaning.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.words import WordIndex, word_pattern

_BEHIND = {"ranks": r"(?:\W+[^\W\d_]+$)?"}
"""What may stand behind the words of a table, and belongs to them: a rank is followed by a name."""


@cache
def _tables() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("meaning.toml").read_text(encoding="utf-8"))


@cache
def _pattern(table: str, in_ascii: bool) -> re.Pattern[str]:
    return re.compile(word_pattern(_tables()[table], in_ascii) + _BEHIND.get(table, ""))


@cache
def _index() -> WordIndex:
    return WordIndex(_tables())


def found_words(text: str) -> frozenset[str]:
    """The tables of `meaning.toml` of which a folded text has a word."""
    return _index().found(text)


@lru_cache(20_000)
def has_words_of(table: str, text: str) -> bool:
    """Whether a folded text has a word of a table of `meaning.toml`."""
    return table in found_words(text)


def without_words_of(table: str, text: str) -> str:
    """A folded text with a blank for each word of a table of `meaning.toml`."""
    return _pattern(table, text.isascii()).sub(" ", text) if table in _index().candidates(text) else text
