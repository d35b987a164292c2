"""Decides which currency an amount is in, and says what decided it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import pycountry

from crawler.extract.signs import currency_codes, money_words
from pipeline.normalize.page.country import Country, markets


@dataclass(frozen=True)
class Currency:
    """ISO 4217 code, and its basis: a `code` or unambiguous `symbol` beside the amount, what structured data states
    (`json-ld`), the country by `address`, `telephone`, `domain` or `language`, the other amounts or the words of the
    `page`, or `assumed`: the likeliest meaning of a sign that several currencies share.
    """

    code: str
    basis: str


_LARGEST_IN_DOLLARS = 20_000
"""No work on lips costs more in any dollar: behind "$" such an amount is in pesos, and whose is not told."""


def read_currency(
    sign: str | None,
    hint: str | None,
    country: Country | None,
    signs_of_page: Iterable[str],
    amount: float | None = None,
    stated: str | None = None,
) -> Currency | None:
    """The currency of an amount; null where nothing tells it. `signs_of_page` begins with the commonest; `stated` is
    the currency that the page names for all its prices.

    >>> read_currency("kr", None, Country("NO", "telephone"), ["kr"])
    Currency(code='NOK', basis='telephone')
    """
    if sign and (named := _named_by(sign)):
        return named
    codes = _codes(sign) if sign else ()
    if sign and _has_no_code(sign):
        return None
    if hint and (not codes or hint.upper() in codes) and _is_currency(hint.upper()):
        return Currency(hint.upper(), "json-ld")
    if stated and (not codes or stated in codes):
        return Currency(stated, "page")
    home = markets()[country.code].currency if country and country.code in markets() else None
    if sign in money_words()["multipliers"] and country and country.basis != "language":
        codes = ()  # 万 is a number: it only hints at a currency
    if country and home and (home in codes or (not codes and country.basis != "language")):
        return Currency(home, country.basis)
    if common := _commonest(signs_of_page, codes):
        return Currency(common, "page")
    if not codes and country and home:
        return Currency(home, country.basis)
    # Nothing but the sign: it is read as its likeliest meaning, as "$" is the US dollar.
    if not codes or (sign == "$" and (amount or 0) > _LARGEST_IN_DOLLARS):
        return None
    return Currency(codes[0], "assumed")


@cache
def _named_by(sign: str) -> Currency | None:
    """The currency that a code or sign names wherever it stands."""
    codes = _codes(sign)
    if len(codes) != 1:
        return None
    return Currency(codes[0], "code" if sign.strip(".").upper() == codes[0] else "symbol")


def _has_no_code(sign: str) -> bool:
    """Whether a sign is of a unit that no currency is counted in officially, as the toman of ten rials."""
    codes: list[str] | None = money_words()["signs"].get(sign)
    return codes is not None and not codes


@lru_cache(1000)
def _is_currency(code: str) -> bool:
    return pycountry.currencies.get(alpha_3=code) is not None


@cache
def _codes(sign: str) -> tuple[str, ...]:
    return tuple(currency_codes(sign))


def _commonest(signs: Iterable[str], codes: tuple[str, ...]) -> str | None:
    """The currency that the commonest unambiguous sign of the page names, if the amount's own sign can mean it."""
    named = (known[0] for sign in signs if len(known := _codes(sign)) == 1)
    return next((code for code in named if not codes or code in codes), None)
