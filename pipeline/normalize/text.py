"""Cleans text that somebody else wrote, before anything is read from it."""

import re
import unicodedata
from functools import lru_cache

# Control, format (bidirectional marks and overrides, zero-width) and surrogate characters carry nothing to read and
# can hide or reorder what is read. The zero-width joiners stay: Persian and Indic scripts and emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])")
_NOT_A_WORD = re.compile(r"[^\w]+")


def clean(text: str) -> str:
    """Text in NFC with one space between words, and without control, bidirectional and broken characters.

    >>> clean(" Lip\\u202e  Blush\\n")
    'Lip Blush'
    """
    is_clean = text.isascii() and text.isprintable() and "  " not in text and text == text.strip()
    return text if is_clean else _cleaned(text)


@lru_cache(50_000)
def _cleaned(text: str) -> str:
    return _SPACE.sub(" ", _UNSAFE.sub("", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """Text as one compares it: lower case, without accents, letters that have no accent spelled out.

    >>> fold("Micropigmentación Łódź Straße")
    'micropigmentacion lodz strasse'
    """
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(50_000)
def _folded(text: str) -> str:
    # Only Latin, Greek and Cyrillic marks are accents; in other scripts a mark is part of the letter.
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", kept).translate(_UNACCENTED)


def unglued(text: str) -> str:
    """Text with a space between a number and the word that touches it.

    >>> unglued("1ml, 6weeks")
    '1 ml, 6 weeks'
    """
    return _GLUED.sub(" ", text)


def fold_words(text: str) -> str:
    """Folded text with one space for everything that is not a letter or digit.

    >>> fold_words("Adriana's PMU (Beauty & Co.)")
    'adriana s pmu beauty co'
    """
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


_UNACCENTED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
