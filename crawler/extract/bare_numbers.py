"""Numbers without a sign of money that are something else: times, measures, telephones, parts of words."""

import re
from functools import cache

from crawler.extract.phrases import LETTER, Beginning
from crawler.extract.signs import money_words

# "(512) 817-9598"
_AREA_CODE_BEFORE = re.compile(r"\(\d{2,5}\)\s?$")
_LONGEST_AREA_CODE = 8
_REST_OF_TELEPHONE = re.compile(r"\)\s?\d{3}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_JOINED_BEFORE = re.compile(rf"(?:{LETTER}|[\d#№+@_/.°:-]|\d[\s)])$")
_DASH_BEFORE = re.compile(r"\s-$|[–—]$")
_JOINED_AFTER = re.compile(rf"(?:{LETTER}|[\d%°/_@:]|[-.\s]\d|-{LETTER}|'(?!\d))")
_LAST_DIGITS_OF_PRICES = "0589"


@cache
def measures() -> Beginning:
    """What makes the number before it a time or a measure: "90 min", "6-8 weeks"."""
    words = money_words()["words"]
    return Beginning([*words["durations"], *words["units"]], before=r"[\s-]?", marks="-")


def is_something_else(text: str, start: int, end: int) -> bool:
    """Whether a number without a sign is a time, a share, a telephone number, an ordinal or part of a word."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if _JOINED_BEFORE.search(before) and not _DASH_BEFORE.search(before):
        return True
    if _JOINED_AFTER.match(after):
        return True
    if _AREA_CODE_BEFORE.search(text, max(0, start - _LONGEST_AREA_CODE), start) or (
        before[-1:] == "(" and _REST_OF_TELEPHONE.match(text, end)
    ):
        return True
    return measures().match(text, end) is not None


def is_telephone(span: str) -> bool:
    """Whether two numbers without signs and a dash between them are a telephone, and no range of prices.

    >>> is_telephone("8117-9598"), is_telephone("1200-1500"), is_telephone("1499 - 1999")
    (True, False, False)
    """
    return any(number[-1] not in _LAST_DIGITS_OF_PRICES for number in _LONG_NUMBER.findall(span))
