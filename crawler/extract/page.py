"""Everything a page says of prices, as raw items."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.extract.contents import contents_of, path_of
from crawler.extract.document import Document
from crawler.extract.json_ld import Node
from crawler.extract.menu import Candidate, read_menu
from crawler.extract.offers import Offer, read_offers
from crawler.extract.provider import page_title
from crawler.extract.terms import read_terms
from crawler.items import PriceListing

_LONGEST_NAME = 300
_MOST_HEADINGS = 8
MOST_PRICES = 800
"""Candidates of a page: the longest menus of real studios hold some 250; what goes on and on is no menu."""


_OfPrice = dict[str, Any]
"""The fields of a `PriceListing` that are of one price, and not of its page."""
_AS_FOUND = ("previous", "price_text", "regular_text", "before", "after", "details", "evidence")


def read_prices(document: Document, source: str) -> list[PriceListing]:
    """Every candidate price of a page, each with its evidence. Choosing among them is the work of `pipeline`.

    No more than `MOST_PRICES` are read: structured data first, then the page from its top.
    """
    contents = contents_of(document)
    structured = _from_structured(contents.nodes, contents.items)
    found = [*structured, *_from_menu(read_menu(contents.page))][:MOST_PRICES]
    if not found:
        return []
    provider = contents.provider
    of_page = {
        "source": source,
        "url": document.url,
        "basis": "provider_page",
        "provider": provider.name,
        **{name: getattr(provider, name) for name in ("city", "region", "country", "addresses", "telephones", "sites")},
        "page_title": page_title(document),
        "terms": read_terms(contents.page),
        "language": contents.language,
    }
    return [PriceListing(**{**of_page, **of_price}) for of_price in found]


def _from_structured(nodes: list[Node], items: list[tuple[Node, etree._Element]]) -> Iterator[_OfPrice]:
    for node in nodes:
        yield from (_of_offer(offer, "json-ld", None) for offer in read_offers(node))
    for node, element in items:
        if not any(above.get("itemscope") is not None for above in element.iterancestors()):
            yield from (_of_offer(offer, "microdata", path_of(element)) for offer in read_offers(node))


def _of_offer(offer: Offer, method: str, locator: str | None) -> _OfPrice:
    return {
        "method": method,
        **_named(offer.names[0] if offer.names else None, offer.names[1:]),
        "price_text": offer.price_text,
        "currency_hint": offer.currency,
        "details": offer.description,
        "evidence": offer.evidence,
        "types": tuple(sorted(offer.types)),
        "locator": locator,
    }


def _from_menu(candidates: list[Candidate]) -> Iterator[_OfPrice]:
    for candidate in candidates:
        yield {
            "method": "menu text",
            **_named(candidate.service, candidate.headings),
            **{name: getattr(candidate, name) for name in _AS_FOUND},
            "locator": path_of(candidate.element),
        }


def _named(service: str | None, headings: tuple[str, ...]) -> _OfPrice:
    """The name of what is priced and what stands over it, each of a length that names have."""
    return {
        "service": service[:_LONGEST_NAME] if service else None,
        "headings": tuple(heading[:_LONGEST_NAME] for heading in headings[:_MOST_HEADINGS]),
    }
