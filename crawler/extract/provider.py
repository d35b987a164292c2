"""Reads whose page it is and where they are: as text, for `pipeline` to make sense of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.extract.document import Document
from crawler.extract.json_ld import Node, all_nodes, scalar_text, types
from crawler.extract.lines import Line, Lines

# Types of schema.org that have an address where people go.
_BUSINESSES = re.compile(r"business|salon|spa|store|clinic|shop|parlor|physician|dentist|organization|place$")
_ADDRESS_PARTS = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
_LONGEST = 200
_MOST_TELEPHONES = 4
_TELEPHONE = re.compile(r"(?<![\d/])(?:\+|00)?\(?\d[\d\s().–-]{6,18}\d(?![\d/])")
# Links to a messenger hold the number with its calling code.
_MESSENGER = re.compile(r"(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?(\d{9,15})")
_POSTCODE = re.compile(
    r"\b\d{4,6}\b|\b\d{3}\s\d{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"
)
_MOST_ADDRESSES = 6


@dataclass(frozen=True, kw_only=True)
class Provider:
    """What a page says of the business behind it. Addresses and telephones are as written, the stated ones first."""

    name: str | None
    city: str | None
    region: str | None
    country: str | None
    addresses: tuple[str, ...]
    telephones: tuple[str, ...]
    sites: tuple[str, ...]
    """Addresses that the page gives as its own: its canonical one, and those of its mail."""


def read_provider(document: Document, nodes: Iterable[Node], page: Lines) -> Provider:
    """The business of a page: stated as structured data, else as the site names itself and as its text shows."""
    lines = [page.lines[number] for number in page.numbered if len(page.lines[number].text) <= _LONGEST]
    business = _business(nodes)
    address = business.get("address")
    address = address[0] if isinstance(address, list) and address else address
    parts = {key: _text(address.get(key)) for key in _ADDRESS_PARTS} if isinstance(address, dict) else {}
    stated = ", ".join(part for part in parts.values() if part) or _text(address)
    links = [link for element in document.root.iter("a") if (link := element.get("href"))]
    telephones = [_text(business.get("telephone")), *_telephones(links, lines)]
    return Provider(
        name=_text(business.get("name")) or _site_name(document),
        city=parts.get("addressLocality"),
        region=parts.get("addressRegion"),
        country=parts.get("addressCountry") or _country_name(address),
        addresses=tuple(dict.fromkeys(text for text in (stated, *_addresses(lines)) if text)),
        telephones=tuple(dict.fromkeys(text for text in telephones if text))[:_MOST_TELEPHONES],
        sites=tuple(dict.fromkeys(_sites(document, links))),
    )


def page_title(document: Document) -> str | None:
    """The title of the page, on one line."""
    title = document.root.find(".//title")
    return _text(title.text) if title is not None else None


def _business(nodes: Iterable[Node]) -> Node:
    """The node of the business that says most of itself; one with an address before others."""
    found = [node for outer in nodes for node in all_nodes(outer) if any(map(_BUSINESSES.search, types(node)))]
    return max(found, key=lambda node: ("address" in node, "telephone" in node, "name" in node), default={})


def _site_name(document: Document) -> str | None:
    metas = list(document.root.iter("meta"))
    for attribute, name in (("property", "og:site_name"), ("name", "application-name")):
        named = (meta.get("content") for meta in metas if meta.get(attribute) == name)
        found = next((content for content in named if content is not None), None)
        if own := _text(found):
            return own
    return None


def _sites(document: Document, links: Iterable[str]) -> list[str]:
    """Free mail providers are nobody's site: they tell nothing of a country, and their domains say so."""
    own = [
        element.get("href" if element.tag == "link" else "content") or ""
        for element in document.root.iter("link", "meta")
        if element.get("rel" if element.tag == "link" else "property") in {"canonical", "og:url"}
    ]
    mails = (link[7:].partition("?")[0] for link in links if link.startswith("mailto:"))
    hosts = [mail.rpartition("@")[2].strip() for mail in mails if "@" in mail]
    return [site for site in own if "://" in site] + [f"https://{host}" for host in hosts if host]


def _telephones(links: Sequence[str], lines: Sequence[Line]) -> list[str]:
    linked = [link[4:] for link in links if link.startswith("tel:")]
    linked += [f"+{number}" for number in _MESSENGER.findall("\n".join(links))]
    written = [match[0] for line in lines for match in _TELEPHONE.finditer(line.text)]
    return [text.strip()[:30] for text in [*linked, *written] if 8 <= sum(map(str.isdigit, text)) <= 15]


def _addresses(lines: Sequence[Line]) -> list[str]:
    """Lines that look like part of an address, because a postcode stands in them."""
    return [line.text for line in lines if _POSTCODE.search(line.text)][-_MOST_ADDRESSES:]


def _country_name(address: object) -> str | None:
    country = address.get("addressCountry") if isinstance(address, dict) else None
    return _text(country.get("name")) if isinstance(country, dict) else None


def _text(value: object) -> str | None:
    text = scalar_text(value)
    return text[:_LONGEST] if text else None
