"""Many phrases at once, in any script, as patterns."""

import re
from collections.abc import Iterable

LETTER = r"[^\W\d_]"
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that put no space between words: their words are looked for anywhere."""

_LAST_WORD = re.compile(r"([^\W\d_]+|[^\w\s:(])[\s:(]*$")
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


class Ending:
    """Any of many phrases at the end of a text. The last word is looked up first: most texts end in another."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = list(phrases)
        self._last = frozenset(match[1].casefold() for phrase in phrases if (match := _LAST_WORD.search(phrase)))
        self._pattern = re.compile(rf"(?i:({alternatives(phrases)}))[\s:(]*$")

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The phrase that ends at `end` and begins after `start`; only blanks, colons and brackets may follow it."""
        word = _LAST_WORD.search(text, max(start, end - _LONGEST_WORD), end)
        if word is None or not (word[1].casefold() in self._last or UNSPACED.search(word[1])):
            return None
        return self._pattern.search(text, start, end)
