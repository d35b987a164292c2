"""The links of a page, those that promise prices first. Pure functions: nothing is asked of the network."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawler.extract.document import Document
from crawler.page_address import can_be_page, canonical, home_of, page_key, site_of

MOST_LINKS = 300
"""How many links of one page are kept: a link farm has more than all menus together."""
NEVER = -500.0
"""A link of this score or less is not followed."""
_MOST_LOOKED_AT = 3000
_TABLE = Path(__file__).parent / "links.toml"
_LONGEST_TEXT = 120
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_REFRESH_SCORE = 50.0
_QUERY_SCORE = -3.0
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Link:
    """A page that a page leads to, and how much its text and its path promise."""

    url: str
    score: float


def read_links(document: Document) -> list[Link]:
    """Every page that a document leads to, each once, the most promising first."""
    base = canonical((document.root.xpath("string(//base/@href)") or ""), document.url) or document.url
    best: dict[str, Link] = {}
    own = page_key(document.url)
    for href, text, bonus in islice(_found(document), _MOST_LOOKED_AT):
        url = canonical(href, base)
        if url is None or not can_be_page(url):
            continue
        link = Link(url, promise(url, text) + bonus)
        key = page_key(url)
        if link.score > NEVER and key != own and (key not in best or best[key].score < link.score):
            best[key] = link
    return sorted(best.values(), key=lambda link: (-link.score, len(link.url), link.url))[:MOST_LINKS]


def of_site(links: list[Link], site: str) -> list[Link]:
    """The links that stay on a site."""
    return [link for link in links if site_of(link.url) == site]


def promise(url: str, text: str = "") -> float:
    """How likely a page tells prices, by its address and the text of the link to it.

    >>> promise("http://x.com/preisliste") > promise("http://x.com/leistungen") > promise("http://x.com/about") == 0
    True
    """
    parts = urlsplit(url)
    return (
        _weigh(f"{unquote(parts.path)} {text[:_LONGEST_TEXT]}")
        + (_QUERY_SCORE if parts.query else 0)
        + (1 if url == home_of(url) else 0)
    )


def _found(document: Document) -> Iterator[tuple[str, str, float]]:
    """Address, text and bonus of each link."""
    for element in document.root.iter("a", "area"):
        href = element.get("href")
        # An address that begins with # is a place on this page; most others that are no addresses, canonical() refuses.
        if href and not href.startswith("#"):
            yield href, _text(element), 0.0
    for element in document.root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            target = _REFRESH.search(element.get("content") or "")
            if target:
                yield target[1], "", _REFRESH_SCORE


def _text(element: object) -> str:
    """The text of a link, and what a screen reader says of it, up to a bound: a link may hold a whole page."""
    texts: list[str] = [element.get("title") or "", element.get("aria-label") or ""]  # type: ignore[attr-defined]
    length = sum(map(len, texts))
    for text in element.itertext():  # type: ignore[attr-defined]
        texts.append(text)
        length += len(text)
        if length > _LONGEST_TEXT:
            break
    return " ".join(texts)


@lru_cache(maxsize=20_000)  # a site's menu stands on each of its pages
def _weigh(said: str) -> float:
    """The sum of the weights of the categories of which a word is said."""
    text = _words(said)
    return float(sum(weight for weight, words in _categories() if any(word in text for word in words)))


@cache
def _categories() -> list[tuple[float, tuple[str, ...]]]:
    """The weight of each category, and its words as they stand in a text of `_words`: blanks show where words end."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return [
        (category.pop("weight"), tuple(sorted({_bounded(word) for words in category.values() for word in words})))
        for category in table.values()
    ]


def _bounded(word: str) -> str:
    bare = _words(word).strip()
    return f"{'' if word.startswith('*') else ' '}{bare}{'' if word.endswith('*') else ' '}"


def _words(text: str) -> str:
    """A text as small words without accents, a blank before and after each.

    >>> _words("/LipBlush_Lèvres.html")
    ' lip blush levres html '
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    decomposed = unicodedata.normalize("NFKD", parted.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return f" {' '.join(_WORD.findall(plain))} "
