"""Tells of which country a statement speaks: the one it names, else its heading, its title or its page."""

import re
from collections.abc import Iterable
from functools import cache

import pycountry

from pipeline.normalize.page.country import Country, markets, read_country
from pipeline.normalize.text import clean, fold
from pipeline.normalize.words import word_pattern

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


def country_named(text: str | None) -> str | None:
    """The country that a text names, by itself or by a large place, if it names no other; null otherwise.

    >>> country_named("Prices in Canada"), country_named("in the U.S. and the UK"), country_named("tell us")
    ('CA', None, None)
    """
    if not text:
        return None
    text = clean(text)
    named = {code for code, pattern in _exactly().items() if pattern.search(text)}
    if not named:
        folded = fold(text)
        named = {code for code, pattern in _by_name().items() if pattern.search(folded)}
    if len(named) == 1:
        return named.pop()
    found = None if named else read_country(None, (), (), (), None, [text])
    return found.code if found else None


def country_of_page(url: str | None, language: str | None) -> Country | None:
    """The country that a page's address gives away, else its language if only one country speaks it."""
    return read_country(None, (), (), (url,) if url else (), language)


def first_named(texts: Iterable[str | None]) -> str | None:
    """The country that the first of several texts names which names one."""
    return next(filter(None, map(country_named, texts)), None)


@cache
def _exactly() -> dict[str, re.Pattern[str]]:
    """Names as they are spelled: "US" is a country and "us" is not."""
    return {
        code: re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)")
        for code, names in _CALLED.items()
    }


@cache
def _by_name() -> dict[str, re.Pattern[str]]:
    return {
        country.alpha_2: re.compile(word_pattern([country.name, getattr(country, "common_name", country.name)]))
        for country in pycountry.countries
        if country.alpha_2 in markets() and country.alpha_2 not in _NO_COUNTRY
    }
