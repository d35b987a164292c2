"""Tells the country of a page's business: from its address, its telephone, its domain, last from its language."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pycountry
import tldextract

from pipeline.normalize.page.written_chinese import as_written
from pipeline.normalize.text import fold
from pipeline.normalize.words import WordIndex, word_pattern


@dataclass(frozen=True)
class Market:
    """A country as pages give it away: its currency, calling code, domain, and the languages that point to it."""

    country: str
    currency: str
    calling_code: str
    domain: str
    languages: tuple[str, ...]
    places: tuple[str, ...]
    """Large places there, of names that hardly any other country has."""


@dataclass(frozen=True)
class Country:
    """ISO 3166-1 code, and what told it: `address`, `telephone`, `domain` or `language`."""

    code: str
    basis: str


@cache
def markets() -> dict[str, Market]:
    """The table `markets.csv`, by country."""
    with Path(__file__).with_name("markets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["country"]: _market(row) for row in rows}


def _market(row: dict[str, str]) -> Market:
    places = tuple(row.pop("places").split("|")) if row["places"] else ()
    return Market(**(row | {"languages": tuple(row["languages"].split()), "places": places}))  # type: ignore[arg-type]


# Postcodes that only one country writes so; the state before a ZIP code keeps other five-digit codes out.
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC PR"
)
_POSTCODES = {
    "US": re.compile(rf"\b(?:{_STATES.replace(' ', '|')}),?\.?\s+\d{{5}}(?:-\d{{4}})?\b"),
    "GB": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b"),
    "CA": re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b"),
    "AU": re.compile(
        r"\b(?:NSW|VIC|QLD|TAS|ACT|Queensland|Victoria|New South Wales)\b,?\s+\d{4}\b"
        # States whose letters mean something else elsewhere have postcodes of their own.
        r"|\b(?:WA,?\s+6\d{3}|SA,?\s+5\d{3}|NT,?\s+08\d{2})\b"
    ),
    "IE": re.compile(r"\b(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}\b"),
    "JP": re.compile(r"〒\s?\d{3}-\d{4}"),
    "PL": re.compile(r"\b\d{2}-\d{3}\s+[A-ZŁŚŻ]"),
    "IN": re.compile(r"\b[1-9]\d{2}\s?\d{3}\b(?=.*India)|India.*\b[1-9]\d{5}\b"),
}
_ONLY_US_STATE = re.compile(rf",\s*(?:{_STATES.replace(' ', '|')})(?:\s*$|,\s*(?:USA|US)\b)")


def read_country(
    stated: str | None,
    addresses: Iterable[str],
    telephones: Iterable[str],
    sites: Iterable[str],
    language: str | None,
    texts: Callable[[], Iterable[str]] = tuple,
) -> Country | None:
    """The country of a page's business, or null where nothing tells it. `sites` are
    its addresses on the web, `texts` gives its titles and headings."""
    places, numbers = tuple(addresses), tuple(telephones)

    def told() -> Iterator[tuple[str | None, str]]:
        yield _named(stated) if stated else None, "address"
        yield _by_address(places), "address"
        yield _by_calling_code(numbers), "telephone"
        yield next(filter(None, map(_by_domain, sites)), None), "domain"
        yield _by_place(" ".join([*places, *texts()])), "address"
        yield _by_form(numbers), "telephone"
        yield _by_language(as_written(language, texts)), "language"

    return next((Country(code, basis) for code, basis in told() if code), None)


@lru_cache(10_000)
def _by_address(addresses: tuple[str, ...]) -> str | None:
    return _by_postcode(addresses) or _by_name(addresses)


@cache
def _named(text: str) -> str | None:
    """The country that a text names by its code, its name or a name it is known by."""
    bare = text.strip(" .")
    if len(bare) == 2 and bare.upper() in markets():
        return bare.upper()
    return _names().get(fold(bare)) or _names().get(fold(bare.rpartition(",")[2].strip(" .")))


@cache
def _names() -> dict[str, str]:
    names = {
        "usa": "US",
        "u.s.a": "US",
        "uk": "GB",
        "england": "GB",
        "scotland": "GB",
        "wales": "GB",
        "uae": "AE",
        "northern ireland": "GB",
    }
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", None), country.alpha_3):
            if name:
                names.setdefault(fold(name), country.alpha_2)
    return names


def _by_postcode(addresses: tuple[str, ...]) -> str | None:
    for text in addresses:
        for code, pattern in _POSTCODES.items():
            if pattern.search(text):
                return code
    return None


def _by_name(addresses: tuple[str, ...]) -> str | None:
    return next(
        (
            code
            for text in addresses
            if (code := _named(text)) or (code := "US" if _ONLY_US_STATE.search(text) else None)
        ),
        None,
    )


@cache
def _calling_codes() -> dict[str, str]:
    return {market.calling_code: code for code, market in reversed(markets().items())}


@lru_cache(10_000)
def _by_calling_code(telephones: tuple[str, ...]) -> str | None:
    codes = _calling_codes()
    for text in telephones:
        digits = re.sub(r"\D", "", text)
        if text.strip().startswith("+") or (text.strip().startswith("00") and len(digits) >= 12):
            bare = digits.removeprefix("00")
            if found := next((codes[bare[:length]] for length in (4, 3, 2, 1) if bare[:length] in codes), None):
                return _of_area(text) if found == "US" else found
    return None


# Area codes of the North American plan outside the US (Canadian Numbering Administrator, NANPA).
_AREA_CODES = {
    "CA": "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 "
    "519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942",
    "DO": "809 829 849",
}
_NORTH_AMERICAN = re.compile(r"(?:1[\s.-]?)?\(?[2-9]\d{2}\)?[\s.-]\s?[2-9]\d{2}[\s.-]\d{4}")


def _by_form(telephones: Iterable[str]) -> str | None:
    """A number of the form (512) 555-0100 is of North America, where most are in the US."""
    return next((_of_area(text) for text in telephones if _NORTH_AMERICAN.fullmatch(text.strip())), None)


def _of_area(telephone: str) -> str:
    """The country of a North American number; most are of the US."""
    area = re.sub(r"\D", "", telephone)[-10:-7]
    return next((code for code, areas in _AREA_CODES.items() if area in areas.split()), "US")


@cache
def _places() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(word_pattern(market.places)) for code, market in markets().items() if market.places}


@cache
def _place_index() -> WordIndex[str]:
    return WordIndex({code: market.places for code, market in markets().items() if market.places})


# Written without a comma these are words: "LIPS OR BROWS".
_STATES_AND_WORDS = ("HI", "IN", "LA", "MA", "ME", "OH", "OK", "OR", "PA")


@cache
def _in_a_state() -> re.Pattern[str]:
    """A place that has its name from another country, before a state: "Birmingham, AL", "Vancouver Washington"."""
    elsewhere = [place for code, market in markets().items() if code != "US" for place in market.places]
    places = "|".join(sorted(map(re.escape, elsewhere), key=len, reverse=True))
    states = "|".join(state for state in _STATES.split() if state not in _STATES_AND_WORDS)
    names = "|".join(map(re.escape, _state_names()))
    behind = rf",\s*(?:{_STATES.replace(' ', '|')})|\s+(?:{states})|,?\s+(?i:{names})"
    return re.compile(rf"\b(?i:{places})(?:{behind})\b")


@cache
def _state_names() -> tuple[str, ...]:
    """The states of the United States by name, but for the one that is a country as well."""
    states = [one for one in pycountry.subdivisions if one.country_code == "US" and one.type == "State"]
    return tuple(state.name for state in states if state.name != "Georgia")


def _by_place(text: str) -> str | None:
    """The country whose places a text names, if no other's are named."""
    folded = fold(text)
    patterns = _places()
    if _in_a_state().search(text):
        return "US"
    found = [code for code in _place_index().candidates(folded) if patterns[code].search(folded)]
    return found[0] if len(found) == 1 else None


_suffix = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(10_000)
def _by_domain(url: str) -> str | None:
    if "://" not in url:
        return None
    suffix = _suffix(url).suffix
    ends = {suffix, suffix.rpartition(".")[2]} - {""}
    return next((market.country for market in markets().values() if market.domain in ends), None)


def _by_language(language: str | None) -> str | None:
    """A language of one country only; English, and Spanish overseas, tell nothing."""
    if language in (None, "en"):
        return None
    return next((market.country for market in markets().values() if language in market.languages), None)
