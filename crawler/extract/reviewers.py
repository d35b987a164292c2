"""Names of those who wrote a review: hashed at once, taken out of what they wrote, and never written down."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from crawler.extract.review_words import is_nobody
from crawler.items import PriceListing

_HASH_LENGTH = 32
_LEFT_OUT = "…"
_SIGNS = " \t\n-–—~,:;|/*•·"
_QUOTES = "\"“”„»«‟❝❞″”'‘’"
_GREETINGS = (
    *("xoxo", "xo", "love", "best", "thanks", "regards", "cheers", "signed", "by"),
    *("lg", "vg", "glg", "gruß", "grüße", "von", "par", "bises", "besos", "de", "от", "з повагою", "с уважением"),
)
_SIGNATURE_WORDS = re.compile(rf"(?:^|[\s,.!])(?:{'|'.join(_GREETINGS)})[\s,:–—-]*$", re.IGNORECASE)


def author_hash(name: str | None, salt: bytes) -> str | None:
    """A name as 32 hexadecimal digits that only the salt's owner can make again; null where nobody is named.

    Case, accents' spelling, blanks and punctuation at the ends do not matter: the same person has the same hash.
    """
    plain = " ".join(unicodedata.normalize("NFKC", name or "").casefold().split()).strip(_SIGNS + _QUOTES + ".")
    if not plain or is_nobody(plain):
        return None
    return hmac.new(salt, plain.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:_HASH_LENGTH]


def without_name(text: str, name: str | None) -> str:
    """A text without its author's name: a signature goes altogether, any other mention becomes an ellipsis.

    >>> without_name("I love my lips. — Anna Kern", "Anna Kern")
    'I love my lips.'
    >>> without_name("I, Anna Kern, was there", "Anna Kern")
    'I, …, was there'
    """
    plain = " ".join((name or "").split()).strip(_SIGNS + _QUOTES + ".")
    if not plain or not any(map(str.isalnum, plain)):
        return text
    spellings = _spellings(plain)
    signature = spellings.signature.search(text.rstrip())
    if signature:
        text = _SIGNATURE_WORDS.sub("", text[: signature.start()]).rstrip(_SIGNS)
    opening = spellings.opening.match(text)
    if opening:
        text = text[opening.end() :]
    return spellings.anywhere.sub(_LEFT_OUT, text).strip()


class _Spellings:
    """The ways in which a name stands in its author's text."""

    def __init__(self, name: str) -> None:
        words = name.split()
        whole = r"\s+".join(map(re.escape, words))
        parts = [whole]
        if len(words) > 1:
            first, last = re.escape(words[0]), re.escape(words[-1])
            parts += [rf"{first}\s+{re.escape(words[-1][0])}\.?", rf"{last},?\s+{first}"]
        flags = re.IGNORECASE if len(words) > 1 or len(name) > 5 else 0
        self.anywhere = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", flags)
        signing = "|".join([*parts, *(re.escape(word) for word in words[:1] if len(word) > 1)])
        signing = rf"(?:{signing})"
        self.signature = re.compile(
            rf"(?:^|[\s{re.escape(_SIGNS + _QUOTES)}(]+){signing}[\s.,!)\"”*❤♥💋💕🥰xX]*$", re.IGNORECASE
        )
        self.opening = re.compile(rf"\s*{signing}\s*[:–—]\s*", re.IGNORECASE)


@lru_cache(2000)
def _spellings(name: str) -> _Spellings:
    return _Spellings(name)


def unnamed(price: PriceListing, names: Collection[str]) -> PriceListing:
    """A price without the names of a page's reviewers, wherever its text has one."""
    changed: dict[str, Any] = {}
    for one in fields(price):
        value = getattr(price, one.name)
        if one.name not in _KEPT and isinstance(value, str | tuple) and value:
            texts = value if isinstance(value, tuple) else (value,)
            bare = tuple(_without_any(text, names) for text in texts)
            if bare != texts:
                changed[one.name] = bare if isinstance(value, tuple) else bare[0]
    return replace(price, **changed) if changed else price


_KEPT = frozenset({"source", "url", "method", "fetched_at", "provider", "language", "locator", "sites", "basis"})
"""What is no text of the page, and the studio's own name: a client may bear it too."""


def _without_any(text: str, names: Collection[str]) -> str:
    for name in names:
        if name.casefold() in text.casefold():
            text = _spellings(name).anywhere.sub(_LEFT_OUT, text)
    return text
