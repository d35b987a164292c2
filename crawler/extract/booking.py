"""A studio's own page on a booking platform, among the links of its site."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from crawler.extract.links import Link

_TABLE = Path(__file__).parent / "booking.toml"


@dataclass(frozen=True)
class _Platform:
    name: str
    domains: tuple[str, ...]
    page: re.Pattern[str]


@lru_cache(maxsize=20_000)  # a site's menu stands on each of its pages
def platform_of(url: str) -> str | None:
    """The platform of which an address is one studio's page; null for every other address.

    >>> platform_of("https://www.fresha.com/a/some-studio-x1y2"), platform_of("https://www.fresha.com/lp/en/bt/lips")
    ('fresha', None)
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    for platform in _platforms():
        if any(host == domain or host.endswith(f".{domain}") for domain in platform.domains):
            return platform.name if platform.page.search(parts.path) else None
    return None


def booking_pages(links: Iterable[Link]) -> dict[str, Link]:
    """The first link to a page of the studio on each platform, by the platform's name."""
    pages: dict[str, Link] = {}
    for link in links:
        name = platform_of(link.url)
        if name is not None:
            pages.setdefault(name, link)
    return pages


@cache
def _platforms() -> list[_Platform]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return [_Platform(name, tuple(entry["domains"]), re.compile(entry["page"])) for name, entry in table.items()]
