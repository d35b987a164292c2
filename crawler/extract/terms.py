"""Finds what a page says once of all its prices: the lines that tell what is part of them."""

from bisect import bisect_right
from itertools import accumulate

from crawler.extract.clauses import label_words
from crawler.extract.lines import Lines

_LONGEST = 400
_MOST = 8


def read_terms(page: Lines) -> str | None:
    """The lines that speak of something being included or not, one below the other; null where none does."""
    lines = [line.text for line in page.lines if len(line.text) <= _LONGEST]
    text = "\n".join(lines).casefold()
    # Folding can change the length of a letter: lines are found by the line breaks, which it leaves alone.
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    found: set[int] = set()
    for word in label_words()["including"]:
        place = text.find(word)
        while place >= 0 and len(found) < _MOST:
            number = bisect_right(starts, place) - 1
            found.add(number)
            place = text.find(word, starts[number + 1])
    return "\n".join(lines[number] for number in sorted(found)) or None
