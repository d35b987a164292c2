"""What is read from one page of a site. It runs in a process of its own (`readers.py`), without Scrapy."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.extract.article import read_estimates
from crawler.extract.document import Document, read_document
from crawler.extract.links import Link, read_links
from crawler.extract.page import read_prices
from crawler.extract.reviewers import unnamed
from crawler.extract.reviews import read_reviews, reviewers_of
from crawler.items import RawItem


@dataclass
class Reading:
    """What a page says: its prices, reviews or estimates, and where it leads."""

    items: list[RawItem] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


Read = Callable[[bytes, str, str | None, str, bytes], Reading]
"""Reads a page that came: its bytes, its address, its type of content, the source's name, and the salt that hashes the
names of reviewers. No item holds such a name."""


def read_page(body: bytes, url: str, content_type: str | None, source: str, salt: bytes) -> Reading:
    """Read a studio's page: prices, reviews and links."""
    document = read_document(body, url, content_type)
    return Reading(read_items(document, source, salt), read_links(document))


def read_items(document: Document, source: str, salt: bytes) -> list[RawItem]:
    """What a page says, wherever it was had: on its site, or in an archive, of which no links are followed."""
    # What a review says may look like a price too: its author's name is no more in that than in the review.
    prices = [unnamed(price, reviewers_of(document)) for price in read_prices(document, source)]
    return [*prices, *read_reviews(document, source, salt)]


def read_guide(body: bytes, url: str, content_type: str | None, source: str, salt: bytes) -> Reading:
    """Read what an article says that something costs, and its author's own account; where it leads is of no matter."""
    document = read_document(body, url, content_type)
    return Reading([*read_estimates(document, source), *read_reviews(document, source, salt)])


def links_of(body: bytes, url: str, content_type: str | None) -> list[Link]:
    """Read a page's links only."""
    return read_links(read_document(body, url, content_type))
