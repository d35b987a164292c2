"""What is read from one page of a site. It runs in a process of its own (`readers.py`), without Scrapy."""

from dataclasses import dataclass, field

from crawler.extract.document import Document, read_document
from crawler.extract.links import Link, read_links
from crawler.extract.page import read_prices
from crawler.items import PriceListing


@dataclass
class Reading:
    """What a page says: its prices, and where it leads."""

    items: list[PriceListing] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def read_page(body: bytes, url: str, content_type: str | None, source: str) -> Reading:
    """Read a page's prices and links."""
    document = read_document(body, url, content_type)
    return Reading(read_items(document, source), read_links(document))


def read_items(document: Document, source: str) -> list[PriceListing]:
    """What a page says, wherever it was had: on its site, or in an archive, of which no links are followed."""
    return read_prices(document, source)


def links_of(body: bytes, url: str, content_type: str | None) -> list[Link]:
    """Read a page's links only."""
    return read_links(read_document(body, url, content_type))
