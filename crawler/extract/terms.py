"""Finds what a page says once of all its prices: the lines that tell their currency, or what is part of them."""

import re
from functools import cache

from crawler.extract.lines import Lines
from crawler.extract.names import label_words

_LONGEST = 400
_MOST = 8
_NOT_LATIN = re.compile(r"[\u0370-\U0010ffff]")
"""What a text without such a letter holds is in Latin script; the signs among them are none of a word."""


def read_terms(page: Lines) -> str | None:
    """The lines that tell a currency, or speak of something being included or not, one below the other; null where
    none does."""
    text = "\n".join([text for text in page.texts if len(text) <= _LONGEST]).casefold()
    words = [word for word in _words_in(text) if word in text]
    lines = [line.text.casefold() if len(line.text) <= _LONGEST else "" for line in page.lines] if words else []
    found: set[int] = set()
    for word in words:
        saying = [number for number, line in enumerate(lines) if word in line and number not in found]
        found.update(saying[: _MOST - len(found)])
    return "\n".join(page.lines[number].text for number in sorted(found)) or None


def _words_in(text: str) -> tuple[str, ...]:
    """The words of currencies and of inclusion that are written in the letters of a text."""
    if text.isascii():
        return _words("ascii")
    return _words("any" if _NOT_LATIN.search(text) else "latin")


@cache
def _words(letters: str) -> tuple[str, ...]:
    return tuple(
        word
        for word in (*label_words()["in_currency"], *label_words()["including"])
        if letters == "any" or word.isascii() or (letters == "latin" and not _NOT_LATIN.search(word))
    )
