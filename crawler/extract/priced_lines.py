"""Which lines of a page hold prices, and which of their amounts stand where prices stand."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from crawler.extract.lines import Line, Lines
from crawler.extract.money import Money, find_money, regular_words
from crawler.extract.no_charge import find_no_charge
from crawler.extract.phrases import Ending
from crawler.extract.signs import money_words

_LONGEST_LINE = 2000


def priced_lines(page: Lines) -> dict[int, list[Money]]:
    """The money of each line that holds any.

    A page prices either with signs of money or in bare numbers: beside enough amounts with signs, a bare number is a
    chapter, a photo or a house.
    """
    free = {text for text in page.texts if find_no_charge(text)}
    saying_free = [number for number, line in enumerate(page.lines) if line.text in free] if free else []
    numbers = sorted({*page.numbered, *saying_free})
    found = {number: money for number in numbers if (money := _money(page.lines[number]))}
    forms = Counter(one.form for money in found.values() for one in money)
    if forms["signed"] < 2 or forms["signed"] * 2 < forms["bare"]:
        return found
    return {number: money for number, money in found.items() if money[0].form != "bare"}


def _money(line: Line) -> list[Money]:
    if len(line.text) > _LONGEST_LINE:
        return []
    found = find_money(line.text)
    if not found:
        return found
    found = _signed_by_the_next(line.text, found)
    signed = any(money.form == "signed" for money in found)
    # Beside an amount with its sign other numbers are something else, and "free" is said of something included.
    return [money for money in found if money.form == "signed" or (not signed and _stands_as_price(line, money))]


def _signed_by_the_next(text: str, found: list[Money]) -> list[Money]:
    """A bare amount has the sign of the regular price behind it, or as such of the one that is charged: "350 instead of
    $450", "formerly 450, now $350"."""
    regular = regular_words()
    return [
        replace(one, form="signed")
        if one.form == "bare"
        and after
        and after.form == "signed"
        and (regular.search(text, one.end, after.start) or regular.search(text, 0, one.start))
        else one
        for one, after in zip_longest(found, found[1:])
    ]


_PROSE = re.compile(r"[.!?]\s+[^\W\d_]")
_YEAR = re.compile(r"(?:19[89]|20[0-3])\d")
_RATING = re.compile(r"\d{1,2}[.,]\d")
_STATE = re.compile(r",\s*[A-Z]{2,3}\s$")
_AFTER_BARE = re.compile(r"[\s)*.+]*(?:$|[(–—|,;/•·-]|\d+\s?(?:min|h)\b)")
_BEFORE_BARE = re.compile(r"(?:^|[\s:=–—.…|~-])$")


def _stands_as_price(line: Line, money: Money) -> bool:
    """Whether a number without a sign stands where prices stand: alone, or at the end behind words."""
    if money.form == "free":
        return True
    digits = re.sub(r"\D", "", line.text[money.amounts[0][0] : money.amounts[0][1]])
    if not 2 <= len(digits) <= 8 or digits.startswith("0"):
        return False
    before, after = line.text[: money.start], line.text[money.end :]
    if _PROSE.search(before) or _is_in_address(before) or _are_hours(line.text, money):
        return False
    number = line.text[slice(*money.amounts[0])]
    is_year = _YEAR.fullmatch(number) and (before.strip() or _is_a_year_by_itself(number, after))
    if is_year or _RATING.fullmatch(number):
        return False
    alone = any(segment.start == money.start and segment.end == money.end for segment in line.segments)
    ends = _AFTER_BARE.match(after) is not None and _BEFORE_BARE.search(before) is not None
    return alone or (ends and len(line.text) <= 120)


def _is_a_year_by_itself(number: str, after: str) -> bool:
    """Whether a number of this century with words behind it is a year: "2026 All rights reserved", not "2000 lips"."""
    return bool(after.strip()) and int(number) % 50 != 0


def _is_in_address(before: str) -> bool:
    """Whether the words before a bare number make it a part of an address or a telephone: "Suite 450"."""
    return _STATE.search(before) is not None or _address_words().search(before, 0, len(before)) is not None


def _are_hours(text: str, money: Money) -> bool:
    """Whether a bare range is of hours: "11 - 20"."""
    ends = [text[slice(*amount)] for amount in money.amounts]
    return len(ends) == 2 and all(end.isdecimal() and int(end) <= 24 for end in ends)


@cache
def _address_words() -> Ending:
    return Ending(money_words()["words"]["in_addresses"])
