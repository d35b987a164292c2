"""What is read from one page of a site. It runs in a process of its own (`readers.py`), without Scrapy."""

from dataclasses import dataclass, field

from crawler.extract.document import Document, read_document
from crawler.extract.links import Link, read_links
from crawler.extract.page import read_prices
from crawler.extract.reviewers import unnamed
from crawler.extract.reviews import read_reviews, reviewers_of
from crawler.items import PriceListing, RatingSummary, Review


@dataclass
class Reading:
    """What a page says: its prices and its reviews, and where it leads."""

    items: list[PriceListing | Review | RatingSummary] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def read_page(body: bytes, url: str, content_type: str | None, source: str, salt: bytes) -> Reading:
    """Read a page's prices, reviews and links. No item holds the name of a reviewer: `salt` hashes them."""
    document = read_document(body, url, content_type)
    return Reading(read_items(document, source, salt), read_links(document))


def read_items(document: Document, source: str, salt: bytes) -> list[PriceListing | Review | RatingSummary]:
    """What a page says, wherever it was had: on its site, or in an archive, of which no links are followed."""
    # What a review says may look like a price too: its author's name is no more in that than in the review.
    prices = [unnamed(price, reviewers_of(document)) for price in read_prices(document, source)]
    return [*prices, *read_reviews(document, source, salt)]


def links_of(body: bytes, url: str, content_type: str | None) -> list[Link]:
    """Read a page's links only."""
    return read_links(read_document(body, url, content_type))
