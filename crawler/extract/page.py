"""Everything a page says of prices, as raw items."""

from collections.abc import Iterator

from lxml import etree

from crawler.extract.document import Document
from crawler.extract.json_ld import Node, read_json_ld
from crawler.extract.language import read_language
from crawler.extract.lines import Lines, read_lines
from crawler.extract.menu import Candidate, read_menu
from crawler.extract.microdata import read_microdata
from crawler.extract.offers import Offer, read_offers
from crawler.extract.provider import page_title, read_provider
from crawler.items import PriceListing

_LONGEST_SAMPLE = 8000
_LONGEST_NAME = 300
_MOST_HEADINGS = 8
MOST_PRICES = 800
"""Candidates of a page: the longest menus of real studios hold some 250; what goes on and on is no menu."""


def read_prices(document: Document, source: str) -> list[PriceListing]:
    """Every candidate price of a page, each with its evidence. Choosing among them is the work of `pipeline`.

    No more than `MOST_PRICES` are read: structured data first, then the page from its top.
    """
    page = read_lines(document)
    nodes = read_json_ld(document)
    items = read_microdata(document)
    found = [*_from_structured(nodes, items), *_from_menu(read_menu(page), document)][:MOST_PRICES]
    if not found:
        return []
    provider = read_provider(document, [*nodes, *(node for node, _ in items)], page.lines)
    title = page_title(document)
    language = read_language(_sample(page), document.language)
    for listing in found:
        listing.source = source
        listing.service = listing.service[:_LONGEST_NAME] if listing.service else None
        listing.headings = tuple(heading[:_LONGEST_NAME] for heading in listing.headings[:_MOST_HEADINGS])
        listing.url = document.url
        listing.basis = "provider_page"
        listing.provider, listing.city = provider.name, provider.city
        listing.region, listing.country = provider.region, provider.country
        listing.addresses, listing.telephones = provider.addresses, provider.telephones
        listing.sites = provider.sites
        listing.page_title, listing.language = title, language
    return found


def _from_structured(nodes: list[Node], items: list[tuple[Node, etree._Element]]) -> Iterator[PriceListing]:
    for node in nodes:
        yield from (_of_offer(offer, "json-ld", None) for offer in read_offers(node))
    for node, element in items:
        if not any(above.get("itemscope") is not None for above in element.iterancestors()):
            yield from (_of_offer(offer, "microdata", _path(element)) for offer in read_offers(node))


def _of_offer(offer: Offer, method: str, locator: str | None) -> PriceListing:
    return PriceListing(
        source="",
        method=method,
        service=offer.names[0] if offer.names else None,
        headings=offer.names[1:],
        price_text=offer.price_text,
        currency_hint=offer.currency,
        details=offer.description,
        evidence=offer.evidence,
        types=tuple(sorted(offer.types)),
        locator=locator,
    )


def _from_menu(candidates: list[Candidate], document: Document) -> Iterator[PriceListing]:
    for candidate in candidates:
        yield PriceListing(
            source="",
            method="menu text",
            service=candidate.service,
            headings=candidate.headings,
            previous=candidate.previous,
            price_text=candidate.price_text,
            regular_text=candidate.regular_text,
            before=candidate.before,
            after=candidate.after,
            details=candidate.details,
            evidence=candidate.evidence,
            locator=_path(candidate.element),
        )


def _path(element: etree._Element) -> str:
    return str(element.getroottree().getpath(element))


def _sample(page: Lines) -> str:
    """Text enough to tell the language by, from all over the page."""
    step = max(1, len(page.lines) // 200)
    return "\n".join(line.text for line in page.lines[::step])[:_LONGEST_SAMPLE]
