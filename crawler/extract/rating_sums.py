"""Reads what many reviews come to off the text of a page: "4.9 based on 150+ Google reviews"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extract.lines import Line, Lines
from crawler.extract.ratings import rating_out_of
from crawler.extract.review_hosts import host_named
from crawler.extract.review_words import counts_reviews, folded

_VALUE = re.compile(r"(?<![\d.,])(\d(?:[.,]\d{1,2}))(?!\d|[.,]\d)(?!\s*%)")
_VALUE_ALONE = re.compile(r"\s*[★⭐]?\s*(\d(?:[.,]\d{1,2})?)\s*(?:(?:/|out of|von|sur|de|na|из|su)\s*(5|10))?[\s★⭐]*")
_LONGEST = 120
_NEAR = 4
_MOST = 50


@dataclass(frozen=True)
class ShownSum:
    """A mean and a count that stand on a page, and where."""

    value: str
    best: str | None
    count: str
    host: str | None
    evidence: str
    line: int


def read_rating_sums(page: Lines) -> Iterator[ShownSum]:
    """Each count of reviews that has a mean beside it."""
    seen: set[tuple[str, str]] = set()
    for number in page.numbered:
        line = page.lines[number]
        if len(line.text) > _LONGEST:
            continue
        count = counts_reviews().search(folded(line.text))
        if count is None or len(seen) >= _MOST:
            continue
        found = _value_in(line, number, count.start(1), count.end(1)) or _value_near(page, number)
        if found is None:
            continue
        value, best, beside = found
        told = count[1].strip()
        if (value, told) in seen:
            continue
        seen.add((value, told))
        near = page.lines[max(0, number - _NEAR) : number + 2]
        host = next(
            (host for one in (line, *near) if len(one.text) <= _LONGEST and (host := host_named(one.text))), None
        )
        between = page.lines[beside : number + 1]
        yield ShownSum(value, best, told, host, " ".join(one.text for one in between), number)


def _value_in(line: Line, number: int, start: int, end: int) -> tuple[str, str | None, int] | None:
    """The mean in the line of the count itself. Its places are those of the folded text: close enough to cut by."""
    before, after = line.text[:start], line.text[end:]
    for text in (before, after):
        if (rating := rating_out_of(text)) is not None:
            return rating.value, rating.best, number
        if match := _VALUE.search(text):
            return match[1], None, number
    return None


def _value_near(page: Lines, number: int) -> tuple[str, str | None, int] | None:
    """A mean that stands alone in one of the lines before the count."""
    for other in range(number - 1, max(-1, number - _NEAR), -1):
        match = _VALUE_ALONE.fullmatch(page.lines[other].text)
        if match and _is_mean(match[1], match[2]):
            return match[1], match[2], other
    return None


def _is_mean(value: str, best: str | None) -> bool:
    return best is not None or ("." in value or "," in value)
