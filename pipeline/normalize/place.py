"""Reads where something is: regions by ISO 3166-2, and the scopes that estimates and rules are stated for."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pycountry

from pipeline.normalize.text import clean, fold


@dataclass(frozen=True)
class Region:
    """A region as its code and its name. Both are the text as found where ISO 3166-2 knows no such region."""

    code: str
    name: str


@dataclass(frozen=True)
class Scope:
    """The place a statement speaks of; all null for the world or where it cannot be told."""

    city: str | None = None
    region: str | None = None
    country: str | None = None


@cache
def read_region(country: str | None, text: str) -> Region:
    """The region of a country by its code (`NY`) or its name (`New York`).

    >>> read_region("DE", "Sachsen-Anhalt")
    Region(code='ST', name='Sachsen-Anhalt')
    """
    return _find_region(country, text) or Region(clean(text), clean(text))


def _find_region(country: str | None, text: str) -> Region | None:
    wanted = fold(clean(text))
    for subdivision in _subdivisions(country) if country else ():
        code = subdivision.code.partition("-")[2]
        if wanted in (fold(code), fold(subdivision.name)):
            return Region(code, subdivision.name)
    return None


@cache
def country_name(code: str) -> str:
    """The name by which a country is commonly called.

    >>> country_name("GB")
    'United Kingdom'
    """
    country: Any = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name))


@cache
def read_scope(text: str) -> Scope:
    """The place named by a scope such as `US`, `NC`, `San Diego, CA`, `UK`, `global`.

    >>> read_scope("San Diego, CA")
    Scope(city='San Diego', region='CA', country='US')
    """
    place = clean(text)
    table = _table()
    if place.lower() in table["world"]:
        return Scope()
    city, last = _split(place)
    if city is None and "/" in last:
        return Scope(country="US" if last.split("/")[0].strip() in table["us_states"] else None)
    if last in table["us_states"]:
        return Scope(city, last, "US")
    country = table["countries"].get(last) or _country(last)
    return Scope(city, None, country) if country else Scope()


def scope_columns(scopes: Iterable[Scope], index: pd.Index) -> pd.DataFrame:
    """The scopes of rows as columns `city`, `region` and `country`."""
    return pd.DataFrame(list(scopes), index=index, columns=["city", "region", "country"], dtype="str")


@cache
def read_jurisdiction(text: str, level: str) -> Scope:
    """The place of a jurisdiction written out: `Texas`, `Redland, Queensland`, `South Korea`, `US (general)`.

    `level` tells the state of Georgia from the country.

    >>> read_jurisdiction("Redland, Queensland", "city")
    Scope(city='Redland', region='QLD', country='AU')
    """
    city, last = _split(re.sub(r"\(.*?\)", "", clean(text)).strip())
    country = _table()["countries"].get(last) or _country(last)
    region = _region_anywhere(last)
    if region and (level == "state" or not country):
        return Scope(city, region.region, region.country)
    return Scope(city, None, country)


def _region_anywhere(text: str) -> Scope | None:
    """A region of the countries whose rules are recorded, by the name that a text is or begins with."""
    words = text.split()
    for count in range(len(words), 0, -1):
        for country in _table()["countries_of_jurisdictions"]:
            found = _find_region(country, " ".join(words[:count]))
            if found:
                return Scope(None, found.code, country)
    return None


def _subdivisions(country: str) -> Iterable[Any]:
    found: Iterable[Any] | None = pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]
    return found or ()


def _split(place: str) -> tuple[str | None, str]:
    """The city, where one is named, and what stands behind the last comma."""
    city, _, last = place.rpartition(",")
    return city.strip() or None, last.strip()


def _country(text: str) -> str | None:
    code = pycountry.countries.get(alpha_2=text) or pycountry.countries.get(name=text)
    return str(code.alpha_2) if code else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))
