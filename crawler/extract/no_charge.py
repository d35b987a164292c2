"""Finds the words for no charge where a price would stand. They are listed in `money.toml`."""

import re
from dataclasses import dataclass
from functools import cache

from crawler.extract.phrases import UNSPACED, Ending, alternatives
from crawler.extract.signs import money_words

_LONGEST = 80
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_BEHIND_WORDS = " \t\n\r:("
_MARKS = f"{_BEHIND_WORDS}.!*)"
_DIVIDES = re.compile(r".*(?:[:|/–—=.…]|\s-\s|\()\s*")


@dataclass(frozen=True)
class _Words:
    alone: frozenset[str]
    """The phrases that may stand alone or behind a sign that divides."""
    last_words: frozenset[str]
    last_letters: frozenset[str]
    """The last two of each phrase."""
    first_words: frozenset[str]
    first_letters: frozenset[str]
    """The first two of each phrase that may open a line."""
    first: re.Pattern[str]
    last: Ending


@cache
def _words() -> _Words:
    free, included = money_words()["words"]["free"], money_words()["words"]["included"]
    alone = frozenset(phrase.casefold() for phrase in [*free, *included])
    first_words = frozenset(match[0].casefold() for phrase in free if (match := _FIRST_WORD.match(phrase)))
    return _Words(
        alone=alone,
        last_words=frozenset(phrase.split()[-1] for phrase in alone),
        last_letters=frozenset(phrase[-2:] for phrase in alone),
        first_words=first_words,
        first_letters=frozenset(phrase[:2].casefold() for phrase in free),
        first=re.compile(rf"(?i:{alternatives(free)})"),
        last=Ending(free),
    )


def find_no_charge(text: str) -> tuple[int, int] | None:
    """Where a line says that something costs nothing, as a price would stand; null where it does not.

    >>> find_no_charge("Touch-up: free"), find_no_charge("Feel free to call us any day")
    ((10, 14), None)
    """
    if len(text) > _LONGEST:
        return None
    words = _words()
    # Next to no line begins or ends so.
    if text.rstrip(_MARKS)[-2:].casefold() not in words.last_letters and text[:2].casefold() not in words.first_letters:
        return None
    bare = text.rstrip(" .!*)")
    opens = _opens(bare, words)
    if not opens and not _may_end(bare, words):
        return None
    divided = _DIVIDES.match(bare)
    start = divided.end() if divided else 0
    if bare[start:].casefold() in words.alone:
        return start, len(bare)
    if (last := words.last.search(bare, 0, len(bare))) and _stands_apart(bare, last.start()):
        return last.span()
    first = words.first.match(bare) if opens else None
    return first.span() if first else None


def _opens(bare: str, words: _Words) -> bool:
    first = _FIRST_WORD.match(bare) if bare[:2].casefold() in words.first_letters else None
    return first is not None and first[0].casefold() in words.first_words


def _may_end(bare: str, words: _Words) -> bool:
    """Whether a line may end with one of the phrases: a quick look, as next to no line does."""
    if bare[max(bare.rfind(" "), bare.rfind(":")) + 1 :].lstrip("(–—|/-").casefold() in words.last_words:
        return True
    # Scripts without blanks do not show where their last word begins.
    return not bare.isascii() and bare.rstrip(_BEHIND_WORDS).casefold()[-2:] in words.last_letters


def _stands_apart(text: str, start: int) -> bool:
    """Whether a blank stands before a place, or a script that has none."""
    return start > 0 and (text[start - 1].isspace() or UNSPACED.match(text[start - 1]) is not None)
