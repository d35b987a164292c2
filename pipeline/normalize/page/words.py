"""The words that stand with a price on a page, and what can be told of them alone. The words are in `meaning.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.normalize.elapsed import without_elapsed
from pipeline.normalize.service import areas, concepts, read_included, without
from pipeline.normalize.words import WordIndex, word_pattern

_KIND_WORDS = (
    "touch_up",
    "refresh",
    "correction",
    "others_work",
    "removal",
    "deposit",
    "consultation",
    "model_special",
)
_NOUN = re.compile(r"[^\W\d_][^.,;|/()•·–—]{0,60}")
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


def has_words_of(table: str, text: str) -> bool:
    """Whether a folded text has a word of a table of `meaning.toml`."""
    return table in _found(text)


@lru_cache(100_000)
def _found(text: str) -> frozenset[str]:
    return _index().found(text)


def without_words_of(table: str, text: str) -> str:
    """A folded text with a blank for each word of a table of `meaning.toml`."""
    return _pattern(table, text.isascii()).sub(" ", text) if table in _index().candidates(text) else text


class Words(NamedTuple):
    """The words that stand with a price: `headings` begins with the nearest, `previous` names the amount before it in
    the line, `before` and `after` touch the amount, `notes` is what else stands in the card or row."""

    label: str
    headings: tuple[str, ...] = ()
    previous: str = ""
    before: str = ""
    after: str = ""
    notes: str = ""
    title: str = ""

    @property
    def over(self) -> list[str]:
        """The headings, the nearest first, and then the title."""
        return [heading for heading in (*self.headings, self.title) if heading]

    @property
    def noun(self) -> str:
        """What directly follows the amount, as in "$50 deposit" and "150 € les lèvres"; empty where a sign divides."""
        return _noun(self.after) if self.after else ""


@lru_cache(100_000)
def _noun(after: str) -> str:
    match = _NOUN.match(after)
    return match[0] if match and read_included(match[0]) is None else ""


@lru_cache(100_000)
def only_qualifies(text: str) -> bool:
    """Whether a label names nothing by itself."""
    rest = without_elapsed(text)
    for concept in _KIND_WORDS:
        rest = without(concept, rest)
    rest = without_words_of("qualifying", without_words_of("ranks", rest))
    return re.search(r"[^\W\d_]{2,}", rest) is None


def names_a_kind(text: str) -> bool:
    """Whether a folded text names a kind of visit or payment, whatever the service."""
    return not concepts(text).isdisjoint(_KIND_WORDS)


def names_a_service(text: str) -> bool:
    """Whether a folded text names an area, a service or a kind."""
    if areas(text) or names_a_kind(text) or has_words_of("other_services", text):
        return True
    return not concepts(text).isdisjoint(("blush", "permanent_makeup", "not_lip_work", "training"))
