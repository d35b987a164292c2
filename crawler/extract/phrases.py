"""Many phrases at once, in any script, as patterns."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

LETTER = r"[^\W\d_]"
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that put no space between words: their words are looked for anywhere."""

# Of a text read backwards: what ends it quickly, from the right.
_LAST_WORD = re.compile(r"[\s:(]*([^\W\d_]+|[^\w\s:(])")
_LONGEST_WORD = 14


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first; letters at their ends touch no other letter."""
    return "(?:" + "|".join(bounded(phrase) for phrase in sorted(set(phrases), key=lambda p: (-len(p), p))) + ")"


def bounded(phrase: str) -> str:
    """A regular expression for one phrase."""
    pattern = re.escape(phrase).replace(r"\ ", r"\s*")
    if UNSPACED.search(phrase):
        return pattern
    before = rf"(?<!{LETTER})" if phrase[0].isalpha() else ""
    after = rf"(?!{LETTER})" if phrase[-1].isalpha() else ""
    return before + pattern + after


def last_word(text: str) -> str | None:
    """The word or mark that ends a text, blanks, colons and brackets behind it left out; null behind a digit.

    >>> last_word("starting at: "), last_word("a touch-up –"), last_word("450")
    ('at', '–', None)
    """
    match = _LAST_WORD.match(text[::-1])
    return match[1][::-1] if match else None


class Ending:
    """Any of many phrases at the end of a text. The last word is looked up first: most texts end in another."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = list(phrases)
        self._any = _ending(phrases)
        self._by_word = Patterns(_grouped(phrases, lambda phrase: last_word(phrase) or ""), _ending)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The phrase that ends at `end` and begins after `start`; only blanks, colons and brackets may follow it."""
        word = last_word(text[max(start, end - _LONGEST_WORD) : end])
        if word is None:
            return None
        is_unspaced = not word.isascii() and UNSPACED.search(word) is not None
        pattern = self._any if is_unspaced else self._by_word[word.casefold()]
        return pattern.search(text, start, end) if pattern else None


def _ending(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i:({alternatives(phrases)}))[\s:(]*$")


class Beginning:
    """Any of many phrases at a place in a text. The first letter is looked up first: most texts go on with another.

    `before` and `after` are regular expressions for what may stand around a phrase. The one before it may take blanks,
    and of other characters those in `marks`.
    """

    def __init__(self, phrases: Iterable[str], before: str, after: str = "", marks: str = "") -> None:
        phrases = list(phrases)
        self._by_letter = Patterns(
            _grouped(phrases, lambda phrase: phrase[0]) | dict.fromkeys(marks, phrases),
            lambda beginning: re.compile(rf"{before}(?i:{alternatives(beginning)}){after}"),
        )

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """The phrase that begins at a place, with what may stand around it."""
        pattern = self._by_letter[text[place:].lstrip()[:1].casefold()]
        return pattern.match(text, place) if pattern else None


class Patterns(dict[str, re.Pattern[str] | None]):
    """Patterns for groups of phrases, each made when it is first asked for: most never are."""

    def __init__(self, groups: dict[str, list[str]], made: Callable[[list[str]], re.Pattern[str]]) -> None:
        super().__init__()
        self._groups, self._made = groups, made

    def __missing__(self, key: str) -> re.Pattern[str] | None:
        if key not in self._groups:
            return None
        pattern = self[key] = self._made(self._groups[key])
        return pattern


def _grouped(phrases: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    """Phrases by a part of theirs in small letters."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        groups[key(phrase).casefold()].append(phrase)
    return dict(groups)
