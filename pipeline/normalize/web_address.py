"""Tells what a web address is: a provider's own site, its profile on a platform, or the source of its site."""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import tldextract

_HOSTS = Path(__file__).parent.parent / "reference" / "hosts.csv"
# The list of public suffixes comes with the package; looking for a newer one would ask the network.
_split_domain = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True)
class WebAddress:
    """What an address is. `role` is `page`, `profile` (on a platform), `source_code` (of a site) or `form`.

    `site` names who is behind it: a domain of its own, or a profile on a shared one; null where nobody is named.
    """

    role: str
    site: str | None


@dataclass(frozen=True)
class _SharedHost:
    role: str
    profile: re.Pattern[str] | None


@cache
def _shared_hosts() -> dict[str, _SharedHost]:
    with _HOSTS.open(encoding="utf-8", newline="") as lines:
        return {
            row["domain"]: _SharedHost(row["role"], re.compile(row["profile"]) if row["profile"] else None)
            for row in csv.DictReader(lines)
        }


@lru_cache(50_000)
def _domain(host: str) -> str:
    return _split_domain(host).top_domain_under_public_suffix or host


def read_web_address(url: str) -> WebAddress:
    """Say what an http(s) address is.

    >>> read_web_address("https://www.instagram.com/ashleymbrows")
    WebAddress(role='profile', site='instagram.com/ashleymbrows')
    >>> read_web_address("http://www.beautiquebeautysalon.uk/terms")
    WebAddress(role='page', site='beautiquebeautysalon.uk')
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    domain = _domain(host)
    listed = next((name for name in (host, domain) if name in _shared_hosts()), None)
    if listed is None:
        return WebAddress("page", domain)
    shared = _shared_hosts()[listed]
    name = shared.profile.search(parts.path) if shared.profile else None
    profile = f"/{name[1].lower().strip('/.')}" if name else ""
    if shared.role == "subdomain":
        return WebAddress("page", host + profile)
    return WebAddress(shared.role, listed + profile if profile else None)
