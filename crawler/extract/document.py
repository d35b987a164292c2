"""A page as a tree: bytes of any quality in, lxml elements out."""

import re
from codecs import BOM_UTF8, lookup
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from charset_normalizer import from_bytes
from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

# Without the limit on depth libxml2 stops at 256 levels and loses the rest; with it, at 2048. Comments and
# processing instructions are no text of the page.
_PARSER_OPTIONS: dict[str, Any] = {"encoding": "utf-8", "huge_tree": True, "remove_comments": True, "remove_pis": True}
_CLOSING = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_SAMPLE = 50_000
_LONGEST_LETTER = 4
"""Bytes of a letter in UTF-8: a page may be cut within one."""
_NOT_DECLARED = ("utf-8", "utf-16", "utf-32", "idna", "punycode", "undefined", "unicode", "raw_unicode")


@dataclass(frozen=True)
class Document:
    """One page: its address, and its tree of elements."""

    url: str
    root: etree._Element

    @cached_property
    def language(self) -> str | None:
        """The two letters of the language that the page declares: a hint, as templates often declare a wrong one."""
        declared = (self.root.get("lang") or self.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower()
        return declared[:2] if declared[:2].isalpha() and len(declared[:2]) == 2 else None


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Parse a page. Nothing in the bytes raises: a page that holds no element is an empty document.

    `content_type` is the HTTP header, where the page was fetched.
    """
    encoding = _encoding(body, content_type)
    if encoding != "utf-8":
        body = body.decode(encoding, "replace").encode()
    # What follows </html> is lost to libxml2; browsers read on.
    body = _CLOSING.sub(b"", body.replace(b"\x00", b""))
    try:
        root = etree.fromstring(body, parser=etree.HTMLParser(**_PARSER_OPTIONS))
    except (ValueError, AssertionError, etree.LxmlError):
        root = None
    return Document(url, etree.Element("html") if root is None else root)


def text_of(element: etree._Element) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def _encoding(body: bytes, content_type: str | None) -> str:
    """The encoding the bytes are in, whatever the page says: text that is valid UTF-8 is nothing else."""
    bom, _ = read_bom(body)
    if bom and lookup(bom).name != "utf-8":
        return bom
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(body) - _LONGEST_LETTER:
            return _declared(body, content_type) or _guessed(body)
    return "utf-8"


def _declared(body: bytes, content_type: str | None) -> str | None:
    """What the header or the page declares, if it is a text encoding. UTF-8 they are not: that was tried."""
    for name in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        encoding = resolve_encoding(name) if name else None
        codec = lookup(encoding) if encoding else None
        # Python knows codecs, as uu and zlib, that are no encodings of text.
        if codec and codec._is_text_encoding and not codec.name.startswith(_NOT_DECLARED):
            return encoding
    return None


def _guessed(body: bytes) -> str:
    """UTF-8 with a few broken letters stays UTF-8; otherwise the encoding in which the text makes most sense."""
    broken = body.decode("utf-8", "replace").count("\ufffd")
    if broken * 20 < sum(byte > 127 for byte in body[:_SAMPLE]) or body.startswith(BOM_UTF8):
        return "utf-8"
    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
