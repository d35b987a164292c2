"""Finds what a page says once of all its prices: the lines that tell what is part of them."""

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from itertools import accumulate

from crawler.extract.clauses import label_words
from crawler.extract.lines import Lines

_LONGEST = 400
_MOST = 8
_NOT_LATIN = re.compile(r"[\u0370-\U0010ffff]")
"""What a text without such a letter holds is in Latin script; the signs among them are none of a word."""


def read_terms(page: Lines) -> str | None:
    """The lines that speak of something being included or not, one below the other; null where none does."""
    # What stands on a page twice, as its menus do, is looked through once.
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(page.lines):
        if len(line.text) <= _LONGEST:
            numbers[line.text.casefold()].append(number)
    lines = list(numbers)
    text = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found: set[int] = set()
    for word in _words_in(text):
        saying: list[int] = []
        place = text.find(word)
        while place >= 0:
            at = bisect_right(starts, place) - 1
            saying += numbers[lines[at]]
            place = text.find(word, starts[at + 1])
        found.update(sorted(set(saying) - found)[: _MOST - len(found)])
    return "\n".join(page.lines[number].text for number in sorted(found)) or None


def _words_in(text: str) -> tuple[str, ...]:
    """The words of inclusion that are written in the letters of a text."""
    if text.isascii():
        return _words("ascii")
    return _words("any" if _NOT_LATIN.search(text) else "latin")


@cache
def _words(letters: str) -> tuple[str, ...]:
    return tuple(
        word
        for word in label_words()["including"]
        if letters == "any" or word.isascii() or (letters == "latin" and not _NOT_LATIN.search(word))
    )
