"""Reads an amount as people write it: `650`, `$1,650`, `1.200 €`, `650,50`. The report's form reads them alike."""

import re

LARGEST = 1e7

_AROUND = re.compile(r"^[^\d.,-]*|[^\d.,-]*$")
_BLANKS = re.compile(r"[\s'’]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+", re.ASCII)
_WITH_DECIMALS = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)\.(\d{1,2})|(\d+|\d{1,3}(?:\.\d{3})+),(\d{1,2})", re.ASCII)


def read_amount(text: str) -> float | None:
    """The amount, or null where the text is none that could be a price. Three digits after a separator are thousands.

    >>> read_amount("1.200,50 EUR"), read_amount("$1,650"), read_amount("1,2,3"), read_amount("0")
    (1200.5, 1650.0, None, None)
    """
    bare = _AROUND.sub("", _BLANKS.sub("", text))
    if re.fullmatch(r"\d+", bare, re.ASCII):
        amount = float(bare)
    elif _GROUPED.fullmatch(bare):
        amount = float(re.sub(r"[.,]", "", bare))
    elif match := _WITH_DECIMALS.fullmatch(bare):
        whole, decimals = (match[1], match[2]) if match[1] else (match[3], match[4])
        amount = float(f"{re.sub('[.,]', '', whole)}.{decimals}")
    else:
        return None
    return amount if 1 <= amount < LARGEST else None
