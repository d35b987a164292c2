"""Tells of which country a statement speaks: the one it names, else its heading, its title or its page."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import pycountry

from pipeline.normalize.page.country import Country, markets, read_country
from pipeline.normalize.text import clean, fold

# Names that pycountry does not have, or that mean something else: Georgia is a state, and "us" is everybody.
_CALLED = {
    "US": ("USA", "U.S.", "U.S.A.", "US", "United States", "America"),
    "GB": ("UK", "U.K.", "United Kingdom", "Britain", "Great Britain", "England", "Scotland", "Wales"),
    "AE": ("UAE",),
    "RU": ("Russia",),
    "TR": ("Turkey",),
    "CZ": ("Czech Republic",),
    "KR": ("South Korea", "Korea"),
    "VN": ("Vietnam",),
    "TW": ("Taiwan",),
    "AU": ("Australia", "Australian", "Aussie"),
    "CA": ("Canada", "Canadian"),
    "NZ": ("New Zealand", "Kiwi"),
    "SG": ("Singapore",),
    "HK": ("Hong Kong",),
}
_NO_COUNTRY = frozenset({"GE", "JO", "TD", "ML", "NE", "NU", "GU"})


@lru_cache(20_000)
def country_named(text: str | None) -> str | None:
    """The country that a text names, by itself or by a large place, if it names no other; null otherwise.

    >>> country_named("Prices in Canada"), country_named("in the U.S. and the UK"), country_named("tell us")
    ('CA', None, None)
    """
    if not text:
        return None
    text = clean(text)
    named = {_code_called()[match[0]] for match in _exactly().finditer(text)}
    if not named:
        named = {_code_named()[match[0]] for match in _by_name().finditer(fold(text))}
    if len(named) == 1:
        return named.pop()
    found = None if named else read_country(None, (), (), (), None, lambda: [text])
    return found.code if found else None


def country_of_page(url: str | None, language: str | None) -> Country | None:
    """The country that a page's address gives away, else its language if only one country speaks it."""
    return read_country(None, (), (), (url,) if url else (), language)


def first_named(texts: Iterable[str | None]) -> str | None:
    """The country that the first of several texts names which names one."""
    return next(filter(None, map(country_named, texts)), None)


@cache
def _code_called() -> dict[str, str]:
    return {name: code for code, names in _CALLED.items() for name in names}


@cache
def _exactly() -> re.Pattern[str]:
    """Names as they are spelled: "US" is a country and "us" is not."""
    names = sorted(_code_called(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


@cache
def _code_named() -> dict[str, str]:
    return {
        fold(name): country.alpha_2
        for country in pycountry.countries
        if country.alpha_2 in markets() and country.alpha_2 not in _NO_COUNTRY
        for name in (country.name, getattr(country, "common_name", country.name))
    }


@cache
def _by_name() -> re.Pattern[str]:
    names = sorted(_code_named(), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, names)) + r")(?![^\W_])")
