"""Tells a page of whoever publishes reviews of many businesses, and whose reviews a widget shows."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

_TABLE = Path(__file__).with_name("review_hosts.toml")


@lru_cache(maxsize=20_000)
def publisher_of(url: str) -> str | None:
    """Who publishes a page, where that is a platform of many businesses; null for every other address.

    >>> publisher_of("https://www.yelp.com/biz/some-studio"), publisher_of("https://studio.example/")
    ('Yelp', None)
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return next((name for domain, name in _domains() if host == domain or host.endswith(f".{domain}")), None)


def host_named(text: str) -> str | None:
    """Whose reviews a text says it shows, be it a heading or a class.

    >>> host_named("73 reviews on Google"), host_named("What our clients say")
    ('Google', None)
    """
    lowered = text.casefold()
    return next((name for word, name in _words() if word in lowered), None)


@cache
def _domains() -> list[tuple[str, str]]:
    return [(domain, name) for name, host in _table().items() for domain in host["domains"]]


@cache
def _words() -> list[tuple[str, str]]:
    return [(word, name) for name, host in _table().items() for word in host["words"]]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
