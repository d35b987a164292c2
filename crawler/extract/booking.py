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
    own_host: bool

    def has(self, host: str, path: str) -> bool:
        """Whether an address is a studio's page on this platform."""
        domain = next((one for one in self.domains if host == one or host.endswith(f".{one}")), None)
        is_its_own = domain is not None and host in {domain, f"www.{domain}"}
        return domain is not None and not (self.own_host and is_its_own) and self.page.search(path) is not None


@lru_cache(maxsize=20_000)  # a site's menu stands on each of its pages
def platform_of(url: str) -> str | None:
    """The platform of which an address is one studio's page; null for every other address.

    >>> platform_of("https://www.fresha.com/a/some-studio-x1y2"), platform_of("https://www.fresha.com/lp/en/bt/lips")
    ('fresha', None)
    """
    parts = urlsplit(url)
    return next((one.name for one in _platforms() if one.has(parts.hostname or "", parts.path)), None)


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
    return [
        _Platform(name, tuple(entry["domains"]), re.compile(entry["page"]), entry.get("own_host", False))
        for name, entry in table.items()
    ]
