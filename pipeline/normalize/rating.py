"""Reads a rating off the text of it: its value, and the best one possible."""

import re

_PERCENT = re.compile(r"\s*(\d{1,4}(?:[.,]\d+)?)\s*%\s*")
_NUMBER = re.compile(r"\s*(\d{1,4}(?:[.,]\d+)?)\s*")
_OUT_OF = re.compile(rf"{_NUMBER.pattern}(?:/|[^\W\d]+(?:\s[^\W\d]+)?){_NUMBER.pattern}")
_USUAL = 5.0
"""What is meant where no best rating is stated: that of schema.org, and of nearly all stars."""


def read_rating(text: str | None, best: str | None) -> tuple[float | None, float | None]:
    """The value and the best of a rating; nulls where no number stands there.

    Above the best one it is returned as it stands: whoever checks says so. Without a best one five is meant, as
    schema.org has it, but not for a value above that.

    >>> read_rating("4,9", "5"), read_rating("90%", None), read_rating("9/10", None), read_rating("4.5", None)
    ((4.9, 5.0), (90.0, 100.0), (9.0, 10.0), (4.5, 5.0))
    >>> read_rating("11", "10"), read_rating("8.5", None), read_rating("great", None)
    ((11.0, 10.0), (8.5, None), (None, None))
    """
    if match := _PERCENT.fullmatch(text or ""):
        return _value(match[1]), 100.0
    if match := _OUT_OF.fullmatch(text or ""):
        return _value(match[1]), _value(match[2])
    if match := _NUMBER.fullmatch(text or ""):
        value = _value(match[1])
        stated = _NUMBER.fullmatch(best or "")
        return value, _value(stated[1]) if stated else _USUAL if value <= _USUAL else None
    return None, None


def _value(text: str) -> float:
    return float(text.replace(",", "."))
