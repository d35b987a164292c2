"""What is read from one page of a site. It runs in a process of its own (`readers.py`), without Scrapy."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.extract.article import read_estimates
from crawler.extract.document import read_document
from crawler.extract.links import Link, read_links
from crawler.extract.page import read_prices
from crawler.items import RawItem


@dataclass
class Reading:
    """What a page says: its prices or estimates, and where it leads."""

    items: list[RawItem] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


Read = Callable[[bytes, str, str | None, str], Reading]
"""Reads a page that came: its bytes, its address, its type of content, and the source's name."""


def read_page(body: bytes, url: str, content_type: str | None, source: str) -> Reading:
    """Read a page's prices and links."""
    document = read_document(body, url, content_type)
    return Reading([*read_prices(document, source)], read_links(document))


def read_guide(body: bytes, url: str, content_type: str | None, source: str) -> Reading:
    """Read what an article says that something costs; where it leads is of no matter."""
    document = read_document(body, url, content_type)
    return Reading([*read_estimates(document, source)])


def links_of(body: bytes, url: str, content_type: str | None) -> list[Link]:
    """Read a page's links only."""
    return read_links(read_document(body, url, content_type))
