"""Reads when a review was written, in the words of its page: "3 weeks ago", "12. März 2024", "2 недели назад"."""

import re
from datetime import date, datetime
from functools import lru_cache

from dateparser.date import DateDataParser

from pipeline.normalize.text import clean

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_SWAPPABLE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)+")
_ANY_DAY = datetime(2020, 6, 15)
_LONGEST = 60
_SWAPPED_BY_COUNTRY = frozenset({"en", None})
"""Languages in which 3/4/2025 is March in one country and April in another."""
_PRECISIONS = {"day": "day", "time": "day", "week": "month", "month": "month", "year": "year"}
_KEPT = {"day": 10, "month": 7, "year": 4}


def read_review_date(text: str, fetched_at: str | None, language: str | None) -> str:
    """A date as `pipeline.normalize.readers` has it: 2026-11-22, or 2026-11 or 2026 where no more is known.

    `fetched_at` is when the page was fetched, in ISO 8601: relative dates count from it, and what is told in weeks or
    months is known to the month. `language` is that of the page. Where day and month could stand for each other only
    the year is read; where no year stands there it is the last one in which the day had passed. Raises `ValueError`
    with the reason where nothing can be read.

    >>> read_review_date("3 weeks ago", "2026-11-25T09:00:00+00:00", "en")
    '2026-11'
    >>> read_review_date("hace un año", "2026-11-25T09:00:00+00:00", "es")
    '2025'
    >>> read_review_date("12. März 2024", None, "de"), read_review_date("3/4/2025", None, "en")
    ('2024-03-12', '2025')
    """
    return _read(clean(text), (fetched_at or "")[:10] or None, language)


@lru_cache(50_000)
def _read(text: str, fetched_on: str | None, language: str | None) -> str:
    if match := _ISO.fullmatch(text):
        return "-".join(part for part in match.groups() if part)
    found = _parsed(text, fetched_on, language) if 0 < len(text) <= _LONGEST else None
    if found is None:
        raise ValueError(f"{text[:_LONGEST]!r} is no date that can be understood")
    day, precision, is_relative = found
    if is_relative and fetched_on is None:
        raise ValueError(f"{text!r} counts from a day that is not known")
    numbers = _SWAPPABLE.search(text)
    if numbers and language in _SWAPPED_BY_COUNTRY and max(int(numbers[1]), int(numbers[2])) <= 12:
        precision = "year" if numbers[1] != numbers[2] else precision
    return day.isoformat()[: _KEPT[precision]]


def _parsed(text: str, fetched_on: str | None, language: str | None) -> tuple[date, str, bool] | None:
    """The day that dateparser reads, how much of it is known, and whether it counts from another day."""
    day = _as_of(datetime.fromisoformat(fetched_on) if fetched_on else _ANY_DAY, text, language)
    if day is None:
        return None
    # Asked as of a decade earlier, what is absolute stays where it is.
    elsewhere = None if _YEAR.search(text) else _as_of(_ANY_DAY.replace(year=2010), text, language)
    return *day, elsewhere is not None and elsewhere[0] != day[0]


def _as_of(base: datetime, text: str, language: str | None) -> tuple[date, str] | None:
    parser = _parser(language, base.replace(hour=23, minute=59))
    # "rok temu", "год назад": a year ago.
    for spelled in (text, f"1 {text}") if _WORDS.fullmatch(text) else (text,):
        found = parser.get_date_data(spelled)
        if found.date_obj is not None:
            return found.date_obj.date(), _PRECISIONS.get(found.period or "day", "day")
    return None


@lru_cache(1000)
def _parser(language: str | None, base: datetime) -> DateDataParser:
    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    known = list(dict.fromkeys((language, "en"))) if language in _languages() else None
    return DateDataParser(languages=known, use_given_order=known is not None, settings=settings)


@lru_cache(1)
def _languages() -> frozenset[str]:
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)
