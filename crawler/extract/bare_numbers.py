"""Numbers without a sign of money that are something else: times, measures, telephones, parts of words."""

import re
from functools import cache

from crawler.extract.phrases import LETTER, alternatives
from crawler.extract.signs import money_words

# "(512) 817-9598"
_AREA_CODE_BEFORE = re.compile(r"\(\d{2,5}\)\s?$")
_REST_OF_TELEPHONE = re.compile(r"\)\s?\d{3}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_LAST_DIGITS_OF_PRICES = "0589"


@cache
def measures() -> re.Pattern[str]:
    """What makes the number before it a time or a measure: "90 min", "6-8 weeks"."""
    words = money_words()["words"]
    return re.compile(rf"[\s-]?(?i:{alternatives([*words['durations'], *words['units']])})")


def is_something_else(text: str, start: int, end: int) -> bool:
    """Whether a number without a sign is a time, a share, a telephone number, an ordinal or part of a word."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.search(rf"(?:{LETTER}|[\d#№+@_/.°:-]|\d[\s)])$", before) and not re.search(r"\s-$|[–—]$", before):
        return True
    if re.match(rf"(?:{LETTER}|[\d%°/_@:]|[-.\s]\d|-{LETTER})", after):
        return True
    if _AREA_CODE_BEFORE.search(text, 0, start) or (before[-1:] == "(" and _REST_OF_TELEPHONE.match(text, end)):
        return True
    return measures().match(text, end) is not None


def is_telephone(span: str) -> bool:
    """Whether two numbers without signs and a dash between them are a telephone, and no range of prices.

    >>> is_telephone("8117-9598"), is_telephone("1200-1500"), is_telephone("1499 - 1999")
    (True, False, False)
    """
    return any(number[-1] not in _LAST_DIGITS_OF_PRICES for number in _LONG_NUMBER.findall(span))
