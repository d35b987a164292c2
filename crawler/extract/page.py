"""Everything a page says of prices, as raw items."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.extract.document import Document
from crawler.extract.json_ld import Node, read_json_ld
from crawler.extract.language import read_language
from crawler.extract.lines import Lines, read_lines
from crawler.extract.menu import Candidate, read_menu
from crawler.extract.microdata import read_microdata
from crawler.extract.offers import Offer, read_offers
from crawler.extract.provider import page_title, read_provider
from crawler.extract.terms import read_terms
from crawler.items import PriceListing

_LONGEST_SAMPLE = 8000
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
    page = read_lines(document)
    nodes = read_json_ld(document)
    items = read_microdata(document)
    found = [*_from_structured(nodes, items), *_from_menu(read_menu(page))][:MOST_PRICES]
    if not found:
        return []
    provider = read_provider(document, [*nodes, *(node for node, _ in items)], page.lines)
    of_page = {
        "source": source,
        "url": document.url,
        "basis": "provider_page",
        "provider": provider.name,
        **{name: getattr(provider, name) for name in ("city", "region", "country", "addresses", "telephones", "sites")},
        "page_title": page_title(document),
        "terms": read_terms(page),
        "language": read_language(_sample(page), document.language),
    }
    return [PriceListing(**{**of_page, **of_price}) for of_price in found]


def _from_structured(nodes: list[Node], items: list[tuple[Node, etree._Element]]) -> Iterator[_OfPrice]:
    for node in nodes:
        yield from (_of_offer(offer, "json-ld", None) for offer in read_offers(node))
    for node, element in items:
        if not any(above.get("itemscope") is not None for above in element.iterancestors()):
            yield from (_of_offer(offer, "microdata", _path(element)) for offer in read_offers(node))


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
            "locator": _path(candidate.element),
        }


def _named(service: str | None, headings: tuple[str, ...]) -> _OfPrice:
    """The name of what is priced and what stands over it, each of a length that names have."""
    return {
        "service": service[:_LONGEST_NAME] if service else None,
        "headings": tuple(heading[:_LONGEST_NAME] for heading in headings[:_MOST_HEADINGS]),
    }


def _path(element: etree._Element) -> str:
    return str(element.getroottree().getpath(element))


def _sample(page: Lines) -> str:
    """Text enough to tell the language by, from all over the page."""
    step = max(1, len(page.lines) // 200)
    return "\n".join(line.text for line in page.lines[::step])[:_LONGEST_SAMPLE]
