"""Halves and quarters in a text as decimals, before anything is read from it."""

import re

_DECIMALS = {"½": "5", "¼": "25", "¾": "75", "1/2": "5", "1/4": "25", "3/4": "75"}
_FRACTION = re.compile(r"(?<![\d.,/])(?:(\d{1,3})\s?([½¼¾])|(\d{1,3})[ -](1/2|1/4|3/4)(?![\d/])|([½¼¾]))")


def with_decimals(text: str) -> str:
    """The text with fractions beside a number, or alone as one character, written as decimals.

    >>> with_decimals("2½ hours, 1 1/2 years, ½ hour")
    '2.5 hours, 1.5 years, 0.5 hour'
    """
    return text if text.isascii() and "/" not in text else _FRACTION.sub(_decimal, text)


def _decimal(match: re.Match[str]) -> str:
    whole, fraction = match[1] or match[3] or "0", match[2] or match[4] or match[5]
    return f"{whole}.{_DECIMALS[fraction]}"
