"""Reads who published a page and when, by what the page states of itself."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawler.extract.document import Document, text_of
from crawler.extract.json_ld import Node, all_nodes, scalar_text, types

# What is published; reviews, comments and products have dates of their own.
_ARTICLES = re.compile(r"article|posting|webpage|report$|faqpage")
_METAS = (
    ("property", "article:published_time"),
    ("property", "og:published_time"),
    ("itemprop", "datePublished"),
    ("name", "date"),
    ("name", "pubdate"),
    ("name", "publish-date"),
    ("name", "publish_date"),
    ("name", "dc.date"),
    ("name", "dc.date.issued"),
    ("name", "dcterms.created"),
    ("name", "parsely-pub-date"),
    ("name", "sailthru.date"),
    ("name", "article.published"),
)
_PUBLISHED_MARK = re.compile(r"publish|entry-date|post-date|posted|byline|article-date", re.IGNORECASE)
_COMMENT_MARK = re.compile(r"comment|review|related|sidebar", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?(?=/)")
_LONGEST = 200


@dataclass(frozen=True)
class Publication:
    """Who published a page, and the day or month of it as ISO 8601; null where the page does not state it."""

    publisher: str | None
    published: str | None


def read_publication(document: Document, nodes: Sequence[Node]) -> Publication:
    """What a page states of its publication. A date that stands in its text is not guessed at.

    The publisher is the site's own name for itself, else the one that structured data names, else its host.
    """
    articles = [node for outer in nodes for node in all_nodes(outer) if any(map(_ARTICLES.search, types(node)))]
    return Publication(_publisher(document, nodes, articles), _published(document, articles))


def _publisher(document: Document, nodes: Iterable[Node], articles: Iterable[Node]) -> str | None:
    for name in ("og:site_name", "application-name"):
        for attribute in ("property", "name"):
            found = document.root.xpath(f"//meta[@{attribute}='{name}']/@content")
            if found and (own := scalar_text(str(found[0]))):
                return own[:_LONGEST]
    stated = [node.get("publisher") for node in articles]
    stated += [node for outer in nodes for node in all_nodes(outer) if "website" in types(node)]
    for one in stated:
        named = scalar_text(one.get("name")) if isinstance(one, dict) else scalar_text(one)
        if named and "://" not in named:
            return named[:_LONGEST]
    host = urlsplit(document.url).hostname
    return host.removeprefix("www.") if host else None


def _published(document: Document, articles: Iterable[Node]) -> str | None:
    stated = [scalar_text(node.get("datePublished")) for node in articles]
    for attribute, name in _METAS:
        stated += document.root.xpath(f"//meta[@{attribute}='{name}' or @{attribute}='{name.upper()}']/@content")
    stated += _times(document)
    in_address = _IN_ADDRESS.search(document.url)
    if in_address:
        stated.append("-".join(filter(None, in_address.groups())))
    return next(filter(None, (_day(str(text)) for text in stated if text)), None)


def _times(document: Document) -> list[str]:
    """The `time` elements that are marked as telling when the page was published; those of comments are not."""
    found = []
    for element in document.root.iter("time"):
        around = [element, *list(element.iterancestors())[:3]]
        marks = " ".join(
            f"{one.get('class') or ''} {one.get('itemprop') or ''} {one.get('id') or ''}" for one in around
        )
        marked = _PUBLISHED_MARK.search(marks) or element.get("pubdate") is not None
        if marked and not _COMMENT_MARK.search(marks):
            found.append(element.get("datetime") or text_of(element))
    return found


def _day(text: str) -> str | None:
    match = _ISO.match(text.strip())
    if match is None:
        return None
    try:
        date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return match[0]
