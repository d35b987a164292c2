"""Which concepts a text names. Their words, of all languages, are in `service.toml` and `page/meaning.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.words import WordIndex, word_pattern

AREAS = ("lips", "brows", "eyes")
_BEHIND = {"ranks": r"(?:\W+[^\W\d_]+$)?"}
"""What may stand behind the words of a concept, and belongs to them: a rank is followed by a name."""


@cache
def words_of_concepts() -> dict[str, list[str]]:
    """The words of every concept, of all languages together."""
    folder = Path(__file__).parent
    services = tomllib.loads((folder / "service.toml").read_text(encoding="utf-8"))
    of_services = {name: [w for words in by_language.values() for w in words] for name, by_language in services.items()}
    return of_services | tomllib.loads((folder / "page" / "meaning.toml").read_text(encoding="utf-8"))


@cache
def _index() -> WordIndex[str]:
    return WordIndex(words_of_concepts())


@lru_cache(20_000)
def concepts(text: str) -> frozenset[str]:
    """The concepts that a folded text has a word of."""
    return _index().found(text)


def first_concepts(text: str) -> frozenset[str]:
    """The concepts of which a folded text may begin with a word."""
    return _index().may_begin(text)


def says(concept: str, text: str) -> bool:
    """Whether a folded text has a word of a concept."""
    return concept in concepts(text)


def areas(text: str) -> tuple[str, ...]:
    """The areas that a folded text names: `lips`, `brows`, `eyes`."""
    return areas_among(concepts(text))


@lru_cache(10_000)
def areas_among(named: frozenset[str]) -> tuple[str, ...]:
    """The areas among the concepts that a text names."""
    return tuple(area for area in AREAS if area in named)


def without(concept: str, text: str) -> str:
    """A folded text with a blank for each word of a concept."""
    return _pattern(concept, text.isascii()).sub(" ", text) if says(concept, text) else text


def pattern(concept: str) -> re.Pattern[str]:
    """The words of a concept, as a pattern for folded text."""
    return _pattern(concept, in_ascii=False)


@cache
def _pattern(concept: str, in_ascii: bool) -> re.Pattern[str]:
    return re.compile(word_pattern(words_of_concepts()[concept], in_ascii) + _BEHIND.get(concept, ""))
