"""Reads the text of a price: its amounts, and whether it is fixed, a range, or open at one end."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.money import Money, find_money, plain_characters
from crawler.extract.multiplied import multiplied

_LARGEST = 1e9


@dataclass(frozen=True)
class Amounts:
    """Whole currency units. An open end is null; free is 0. `sign` is the sign or code of the currency as written."""

    low: float | None
    high: float | None
    qualifier: str
    sign: str | None


@lru_cache(100_000)
def read_amounts(price_text: str) -> Amounts | None:
    """What a price text says; null where it holds no amount.

    >>> read_amounts("ab 1.250,50 €")
    Amounts(low=1250.5, high=None, qualifier='from', sign='€')
    >>> read_amounts("35만")
    Amounts(low=350000.0, high=350000.0, qualifier='fixed', sign='만')
    """
    text = plain_characters(price_text)
    found = next(iter(find_money(price_text)), None)
    if found is None:
        return None
    if found.form == "free":
        return Amounts(0.0, 0.0, "fixed", None)
    values = _values(text, found)
    if any(value > _LARGEST for value in values):
        return None
    if len(values) == 2:
        return Amounts(values[0], values[1], "range", found.sign)
    if found.opens == "from":
        return Amounts(values[0], None, "from", found.sign)
    if found.opens == "up_to":
        return Amounts(None, values[0], "up_to", found.sign)
    return Amounts(values[0], values[0], "fixed", found.sign)


def _values(text: str, money: Money) -> list[float]:
    """The amounts; in "3–4만" and "1.2–1.5k" both ends are multiplied."""
    parts = [multiplied(text[start:end]) for start, end in money.amounts]
    numbers, factors = [_number(digits) for digits, _, _ in parts], [factor for _, factor, _ in parts]
    if len(numbers) == 2 and factors[0] == 1 and numbers[0] < numbers[1] * factors[1] / 10:
        factors[0] = factors[1]
    more = [added for _, _, added in parts]
    return [round(number * factor + add, 2) for number, factor, add in zip(numbers, factors, more, strict=True)]


def _number(text: str) -> float:
    """The number in a text of digits and separators, whichever of the world's ways it is written in.

    A single separator before exactly three digits divides thousands; otherwise the last separator is the decimal one.
    """
    digits = re.sub(r"[^\d.,]", "", re.sub(r"(?<=\d)[ '’](?=\d)", "", text))
    separators = re.findall(r"[.,]", digits)
    if not separators:
        return float(digits)
    whole, _, last = digits.rpartition(separators[-1])
    is_decimal = len(last) != 3 if len(set(separators)) == 1 else True
    if len(set(separators)) == 1 and len(separators) > 1:
        is_decimal = False
    if len(set(separators)) == 2 and len(last) == 3 and separators.count(separators[-1]) > 1:
        is_decimal = False
    plain = re.sub(r"[.,]", "", whole)
    return float(f"{plain}.{last}") if is_decimal else float(plain + last)
