"""Addresses of pages: one spelling for each, which site it belongs to, and whether it can be a page at all."""

import posixpath
import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import tldextract
from w3lib.url import safe_url_string

LONGEST_ADDRESS = 2000
"""Longer ones are made by scripts: no menu of a site needs them."""

_KEPT = 20_000  # a site's menu stands on each of its pages
_DEFAULT_PORTS = {"http": 80, "https": 443}
_OF_THE_VISITOR = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|yclid|dclid|igshid|mc_[ce]id|_ga|_gl|srsltid|hsa_\w+"
    r"|phpsessid|jsessionid|sessionid",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|home|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_PAGE_EXTENSIONS = frozenset(
    {"", ".html", ".htm", ".xhtml", ".shtml", ".php", ".php5", ".phtml", ".asp", ".aspx", ".jsp", ".cfm", ".cgi"}
)
# The list of public suffixes comes with the package; shared hosts on it keep their customers apart.
_split_domain = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def canonical(address: str, base: str | None = None) -> str | None:
    """The one spelling in which a page is asked for; null for what is no http(s) address.

    >>> canonical("../Prices.html?utm_source=x#lips", "HTTP://Example.com:80/a/b/")
    'http://example.com/a/Prices.html'
    >>> canonical("javascript:void(0)") is canonical("http://[") is None
    True
    """
    try:
        return _spelled(urljoin(base, address.strip()) if base else address.strip())
    except ValueError:
        return None


@lru_cache(maxsize=_KEPT)
def _spelled(address: str) -> str | None:
    try:
        parts = urlsplit(safe_url_string(address))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.username or parts.password:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.rstrip(".")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    spelled = urlunsplit((parts.scheme, host, parts.path or "/", _without_tracking(parts.query), ""))
    return spelled if len(spelled) <= LONGEST_ADDRESS else None


@lru_cache(maxsize=_KEPT)
def page_key(url: str) -> str:
    """What is the same for every spelling of a page: with or without `www.`, `index.html`, the last slash, TLS.

    >>> page_key("https://www.example.com/a/index.html") == page_key("http://example.com/a")
    True
    """
    parts = urlsplit(url)
    path = parts.path if parts.query else _INDEX.sub("", parts.path)
    return f"{parts.netloc.removeprefix('www.')}{path.rstrip('/')}{'?' if parts.query else ''}{parts.query}"


def key_of_address(address: str) -> str:
    """The key of a page by its address as it was found, which need not be canonical."""
    return page_key(canonical(address) or address)


@lru_cache(maxsize=_KEPT)
def site_of(url: str) -> str:
    """The site of a canonical address: its registrable domain, or its host and port where it has none.

    >>> site_of("https://shop.studio.co.uk/x"), site_of("http://127.0.0.2:8000/x"), site_of("https://a.github.io/b")
    ('studio.co.uk', '127.0.0.2:8000', 'a.github.io')
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (None if _is_ip(host) else _split_domain(host).top_domain_under_public_suffix) or parts.netloc


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def home_of(url: str) -> str:
    """The first page of the site's host."""
    return f"{origin_of(url)}/"


@lru_cache(maxsize=_KEPT)
def can_be_page(url: str) -> bool:
    """Whether the path ends as pages do, and not as pictures, documents, scripts and feeds."""
    extension = posixpath.splitext(urlsplit(url).path)[1].lower()
    # ".com" in a path of an address, or a version "v1.2", is no extension.
    return extension in _PAGE_EXTENSIONS or not re.fullmatch(r"\.[a-z]{1,4}\d?", extension)


@lru_cache(maxsize=_KEPT)
def pattern_of(url: str) -> str:
    """What addresses made by one machine have in common: their path without numbers and query.

    >>> pattern_of("http://x.com/calendar/2026/11?day=3") == pattern_of("http://x.com/calendar/2027/1")
    True
    """
    parts: SplitResult = urlsplit(url)
    return f"{parts.netloc}{re.sub(r'[0-9]+', '0', parts.path)}"


def _without_tracking(query: str) -> str:
    parts = query.split("&")
    return "&".join(part for part in parts if part and not _OF_THE_VISITOR.fullmatch(part.partition("=")[0]))


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
