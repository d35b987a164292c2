"""One price written twice, with the tax and without: "60,000円（税込66,000円）", "$500 ($565 with tax)"."""

import re
from functools import cache

from crawler.extract.clauses import Priced
from crawler.extract.money import value_of
from crawler.extract.signs import money_words

_HIGHEST_TAX = 1.3
"""No sales tax takes more than 27 % (Hungary)."""
_MARKS = " \t()（）[]:：,.;+/%"
_LEFT_OUT = re.compile(r"[\d%.]+")
_FIRST_PART = re.compile(r"[^)）,;|/]*")


def are_one_price(priced: Priced, before: Priced) -> bool:
    """Whether an amount is the one before it with, or without, the tax."""
    if not (priced.money.amounts and before.money.amounts):
        return False
    ahead, behind = _bare(priced.before), _bare(_FIRST_PART.match(priced.after)[0])  # type: ignore[index]
    said = {ahead, behind} - {""}
    if not said or not said <= _words():
        return False
    low, high = sorted(map(_value, (priced, before)))
    return low < high <= low * _HIGHEST_TAX


def with_tax(priced: Priced, before: Priced) -> Priced:
    """Of the two the one that is paid."""
    return max(priced, before, key=_value)


def _bare(words: str) -> str:
    return " ".join(_LEFT_OUT.sub(" ", words.casefold()).split()).strip(_MARKS)


def _value(priced: Priced) -> float:
    start, end = priced.money.amounts[0]
    return value_of(priced.text[start - priced.money.start : end - priced.money.start])


@cache
def _words() -> frozenset[str]:
    return frozenset(map(_bare, money_words()["words"]["taxed"]))
