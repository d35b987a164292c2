"""The links of a page, those that promise prices first. Pure functions: nothing is asked of the network."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawler.extract.document import Document
from crawler.page_address import can_be_page, canonical, home_of, page_key, site_of

MOST_LINKS = 300
"""How many links of one page are kept: a link farm has more than all menus together."""
NEVER = -500.0
"""A link of this score or less is not followed."""
_TABLE = Path(__file__).parent / "links.toml"
_LONGEST_TEXT = 120
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_REFRESH_SCORE = 50.0
_QUERY_SCORE = -3.0
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"  # an underscore parts words as a blank does


@dataclass(frozen=True)
class Link:
    """A page that a page leads to, and how much its text and its path promise."""

    url: str
    score: float


def read_links(document: Document) -> list[Link]:
    """Every page that a document leads to, each once, the most promising first; pictures, scripts and itself left out."""
    base = canonical((document.root.xpath("string(//base/@href)") or ""), document.url) or document.url
    best: dict[str, Link] = {}
    own = page_key(document.url)
    for href, text, bonus in _found(document):
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
    said = f"{_path_words(parts.path)} | {' '.join(text[:_LONGEST_TEXT].split())}"
    return _weigh(said) + (_QUERY_SCORE if parts.query else 0) + (1 if url == home_of(url) else 0)


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


def _path_words(path: str) -> str:
    """A path as words: `/Lip-Blush_Prices.html` says `/ lip-blush prices html`."""
    return re.sub(r"[/_.+,~]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unquote(path)))


@lru_cache(maxsize=20_000)  # a site's menu stands on each of its pages
def _weigh(said: str) -> float:
    folded = _fold(said)
    return float(sum(weight for weight, words in _categories() if words.search(folded)))


@cache
def _categories() -> list[tuple[float, re.Pattern[str]]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return [(category.pop("weight"), _pattern(category)) for category in table.values()]


def _pattern(by_language: dict[str, list[str]]) -> re.Pattern[str]:
    words = sorted({_fold(word) for words in by_language.values() for word in words})
    return re.compile("|".join(_word_pattern(word) for word in words))


def _word_pattern(word: str) -> str:
    body = r"[^|]{0,20}".join(_spaced(part) for part in word.strip("*").split("*"))
    begins, ends = ("" if word.startswith("*") else _BEGIN), ("" if word.endswith("*") else _END)
    return f"{begins}{body}{ends}"


def _spaced(part: str) -> str:
    """Blank and hyphen are the same."""
    return r"[\s\-]".join(re.escape(piece) for piece in re.split(r"[\s\-]", part))


def _fold(text: str) -> str:
    """Small letters without accents: `Lèvres` is `levres`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
