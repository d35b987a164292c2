"""Reads sitemaps: lists of a site's pages, and of such lists. Pure functions; what is broken is read up to there."""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

from lxml import etree

MOST_ADDRESSES = 5000
_MOST_BYTES = 10_000_000
_PARSER_OPTIONS = {"recover": True, "huge_tree": False, "resolve_entities": False, "no_network": True}
_PLAIN = re.compile(r"https?://\S+")


@dataclass
class Sitemap:
    """The addresses in a sitemap: of pages, and of further sitemaps."""

    pages: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)


def read_sitemap(body: bytes) -> Sitemap:
    """Read a sitemap in XML or plain text, packed with gzip or not. Nothing in the bytes raises."""
    found = Sitemap()
    body = _unpacked(body).lstrip()
    if not body.startswith(b"<"):
        found.pages = _PLAIN.findall(body.decode("utf-8", "replace"))[:MOST_ADDRESSES]
        return found
    for parent, address in islice(_locations(body), MOST_ADDRESSES):
        (found.sitemaps if parent == "sitemap" else found.pages).append(address)
    return found


def _locations(body: bytes) -> Iterator[tuple[str, str]]:
    """Each `loc` with the name of the element it stands in."""
    try:
        for _, element in etree.iterparse(BytesIO(body), events=("end",), **_PARSER_OPTIONS):
            parent = element.getparent()
            if _name(element) == "loc" and parent is not None and element.text:
                yield _name(parent), element.text.strip()
    except etree.LxmlError:
        return


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(BytesIO(body)) as file:
            return file.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""
