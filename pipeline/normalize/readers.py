"""How each kind of recorded text is read. A reader raises `ValueError` with the reason, and never guesses."""

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pycountry

from pipeline.normalize.exchange import known_currencies
from pipeline.normalize.reading import Reader
from pipeline.normalize.text import clean
from pipeline.settings import FIRST_DAY

_LONGEST_TEXT = 2000
_LARGEST = 1_000_000
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_HOST = re.compile(r"(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def _text(text: str) -> str | None:
    """Cleaned text; text of nothing but blanks and control characters says nothing."""
    cleaned = clean(text)
    if len(cleaned) > _LONGEST_TEXT:
        raise ValueError(f"{len(cleaned)} characters, where {_LONGEST_TEXT} is the most")
    return cleaned or None


def _plain_number(text: str, largest: float) -> float:
    """A number in plain digits with a decimal point: `1,200`, `1e3` and `450$` are not guessed at."""
    if not _NUMBER.fullmatch(clean(text)):
        raise ValueError(f"{text!r} is not a number")
    value = float(clean(text))
    if value < 0:
        raise ValueError(f"{text!r} is negative")
    if value > largest:
        raise ValueError(f"{text!r} is larger than it can be")
    return value


def _number(text: str) -> float:
    return _plain_number(text, _LARGEST)


def _amount(text: str) -> float:
    """A sum of money in currency units, at most two decimals."""
    value = _plain_number(text, 1e9)
    if round(value, 2) != value:
        raise ValueError(f"{text!r} has more than two decimals")
    return value


def _whole_number(text: str) -> int:
    value = _number(text)
    if value != int(value):
        raise ValueError(f"{text!r} is not a whole number")
    return int(value)


def _truth(text: str) -> bool:
    try:
        return {"true": True, "false": False}[clean(text).lower()]
    except KeyError as error:
        raise ValueError(f"{text!r} is neither true nor false") from error


def _country(text: str) -> str:
    code = clean(text).upper()
    if pycountry.countries.get(alpha_2=code) is None:
        raise ValueError(f"{text!r} is no country code of ISO 3166 (two letters, as in US or GB)")
    return code


def _currency(text: str) -> str:
    code = clean(text).upper()
    # ISO 4217 forgets currencies that are gone; the tables of exchange rates do not, and neither do old pages.
    if pycountry.currencies.get(alpha_3=code) is None and code not in known_currencies():
        raise ValueError(f"{text!r} is no currency code of ISO 4217 (three letters, as in USD or EUR)")
    return code


def _web_address(text: str) -> str:
    address = clean(text)
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"{text!r} is no web address: {error}") from error
    if parts.scheme.lower() not in {"http", "https"} or not host or " " in address:
        raise ValueError(f"{text!r} is no http or https address")
    if parts.username is not None or not (_HOST.fullmatch(host) or ":" in host):
        raise ValueError(f"{text!r} names no host that a reader could go to")
    return address


def _day(text: str) -> date:
    """The first day of what a date names: a day, a month or a year."""
    match = _DAY.fullmatch(clean(text))
    if not match:
        raise ValueError(f"{text!r} is no date (written as 2026-11-22, 2026-11 or 2026)")
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: {error}") from error
    if found < FIRST_DAY:
        raise ValueError(f"{text!r} is before there was a web")
    return found


def _moment(text: str) -> datetime:
    """A moment in UTC, as pages are fetched at."""
    try:
        found = datetime.fromisoformat(clean(text))
    except ValueError as error:
        raise ValueError(f"{text!r} is no moment (written as 2026-11-22T19:30:00+00:00)") from error
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def _precision(text: str) -> str:
    """How much a date says; a text that is no date is told of by the reader of the day."""
    match = _DAY.fullmatch(clean(text))
    if not match:
        return "day"
    return "day" if match[3] else "month" if match[2] else "year"


def _one_of(values: Collection[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        value = clean(text)
        if value not in values:
            raise ValueError(f"{text!r} is none of {', '.join(values)}")
        return value

    return read


TEXT = Reader(_text, "str")
AMOUNT = Reader(_amount, "float64")
NUMBER = Reader(_number, "float64")
WHOLE_NUMBER = Reader(_whole_number, "Int64")
TRUTH = Reader(_truth, "boolean")
COUNTRY = Reader(_country, "str")
CURRENCY = Reader(_currency, "str")
WEB_ADDRESS = Reader(_web_address, "str")
DAY = Reader(_day, "datetime64[us]")
MOMENT = Reader(_moment, "datetime64[us]")
PRECISION = Reader(_precision, "str")


def one_of(values: Collection[str]) -> Reader:
    """A reader of one word out of a closed list."""
    return Reader(_one_of(values), "str")
