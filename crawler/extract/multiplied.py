"""Digits behind a word that multiplies the number before it: they belong to it in "3万5000円", "35만 5천원" and "4tr5".

`then` in `money.toml` says how such digits count: as `units` of their own, or as `decimals` of the number before; as
`thousands` they do too, and may stand apart ("2 triệu 500").
"""

import re
from functools import cache
from typing import Any

from crawler.extract.bare_numbers import measures
from crawler.extract.signs import money_words, multiplier, sign_after

_UNITS = re.compile(r"\s?(?:\d,\d{3}|\d{4}|(?P<one>\d))(?![\d,.])")
_DECIMALS = re.compile(r"\d{1,3}(?![\d.,:]|[^\W\d_])")
_THOUSANDS = re.compile(r"\s\d{3}(?![\d.,])")
_PARTS = re.compile(r"([\d.,'’ ]+?)\s?([^\W\d_]\D*?)\s?(\d[\d,]*)\s?(\D*)")


@cache
def _multipliers() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = money_words()["multipliers"]
    return table


def end_of_multiplied(text: str, end: int, word: str) -> int:
    """Where a number ends whose multiplier, `word`, ends at `end`: behind the digits that go on, or there.

    >>> end_of_multiplied("3万5000円", 2, "万"), end_of_multiplied("35만 60분", 3, "만")
    (6, 3)
    """
    then = _multipliers()[word].get("then")
    if then is None:
        return end
    match = (_UNITS if then == "units" else _DECIMALS).match(text, end)
    if match is None:
        apart = _THOUSANDS.match(text, end) if then == "thousands" else None
        return apart.end() if apart and not measures().match(text, apart.end()) else end
    if then != "units":
        return match.end()
    again = multiplier(text, match.end())
    if again and _multipliers()[again.text]["by"] < _multipliers()[word]["by"]:
        return match.end() + again.length
    # What stands apart may be anything: "35만 2024년" is a price and a year.
    is_money = match[0][0].isdecimal() or sign_after(text, match.end()) is not None
    return match.end() if is_money and not match["one"] else end


def multiplied(text: str) -> tuple[str, float, float]:
    """The digits of a number as written, the factor of the word behind them, and what the digits behind that add.

    >>> multiplied("3万5000"), multiplied("4tr5"), multiplied("1.2k"), multiplied("450")
    (('3', 10000, 5000), ('4', 1000000, 500000.0), ('1.2', 1000, 0), ('450', 1, 0))
    """
    table = _multipliers()
    if (parts := _PARTS.fullmatch(text)) and (first := table.get(parts[2].strip())):
        more = parts[3].replace(",", "")
        if first.get("then") != "units":
            return parts[1], first["by"], int(more) * first["by"] / 10 ** len(more)
        return parts[1], first["by"], int(more) * table.get(parts[4].strip(), {"by": 1})["by"]
    word = re.sub(r"^[\d.,'’ ]+", "", text).strip()
    return text.removesuffix(word), table.get(word, {"by": 1})["by"], 0
