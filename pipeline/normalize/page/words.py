"""The words that stand with a price on a page, and what can be told of them alone. The words are in `meaning.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.normalize.elapsed import without_elapsed
from pipeline.normalize.service import areas, concepts, read_included, without
from pipeline.normalize.words import word_pattern

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
_NAME_BEHIND = r"(?:\W+[^\W\d_]+$)?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_name("meaning.toml").read_text(encoding="utf-8"))
    behind = {"ranks": _NAME_BEHIND}
    return {name: re.compile(word_pattern(words) + behind.get(name, "")) for name, words in table.items()}


def words_of(table: str) -> re.Pattern[str]:
    """The words of a table of `meaning.toml`, as a pattern for folded text."""
    return _patterns()[table]


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
    rest = words_of("qualifying").sub(" ", words_of("ranks").sub(" ", rest))
    return re.search(r"[^\W\d_]{2,}", rest) is None


@lru_cache(100_000)
def names_a_kind(text: str) -> bool:
    """Whether a folded text names a kind of visit or payment, whatever the service."""
    return not concepts(text).isdisjoint(_KIND_WORDS)


@lru_cache(100_000)
def names_a_service(text: str) -> bool:
    """Whether a folded text names an area, a service or a kind."""
    if areas(text) or names_a_kind(text) or words_of("other_services").search(text):
        return True
    return not concepts(text).isdisjoint(("blush", "permanent_makeup", "not_lip_work", "training"))
