"""The signs of money: symbols, codes and words, before and after a number. They are listed in `money.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from crawler.extract.phrases import LETTER, UNSPACED, alternatives

_SYMBOL = "[$€£￡₪₽₴₸₺₹₩￦¥￥₫฿₱₦₾₼]"
# Most signs are one symbol, with Latin letters before it or not, or one word: they are found by their shape.
_SHAPE = re.compile(rf"(?<![A-Za-z])[A-Za-z]{{1,4}}{_SYMBOL}|{_SYMBOL}|(?<!{LETTER}){LETTER}{{1,9}}(?!{LETTER})\.?")
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign beside a number, and how many characters it takes there, blanks included."""

    text: str
    length: int


@dataclass(frozen=True)
class _Known:
    before: re.Pattern[str]
    after: re.Pattern[str]
    multiplier: re.Pattern[str]
    codes: dict[str, list[str]]
    before_only: frozenset[str]
    after_only: frozenset[str]
    exact_case: frozenset[str]
    exact_folded: frozenset[str]


@cache
def money_words() -> dict[str, Any]:
    """The table `money.toml`."""
    return tomllib.loads(Path(__file__).with_name("money.toml").read_text(encoding="utf-8"))


@cache
def _known() -> _Known:
    table = money_words()
    sides = table["sides"]
    odd = alternatives(sign for sign in table["signs"] if not _SHAPE.fullmatch(sign) or UNSPACED.search(sign))
    shape = rf"{odd}|{_SHAPE.pattern}"
    return _Known(
        before=re.compile(rf"({shape})(\s?)$"),
        after=re.compile(rf"\s?(?:[,.][-–—]+\s?)?({shape})(?![\d])"),
        multiplier=re.compile(rf"\s?{alternatives(table['multipliers'])}"),
        codes={sign.casefold(): codes for sign, codes in table["signs"].items()}
        | {word.casefold(): entry["codes"] for word, entry in table["multipliers"].items() if "codes" in entry},
        before_only=frozenset(sides["before_only"]),
        after_only=frozenset(sides["after_only"]),
        exact_case=frozenset(sides["exact_case"]),
        exact_folded=frozenset(sign.casefold() for sign in sides["exact_case"]),
    )


def currency_codes(sign: str) -> list[str]:
    """The ISO 4217 codes that a sign can mean, the likeliest first; none for the dash of "450,-"."""
    return _known().codes.get(re.sub(r"\s+", " ", sign.strip()).casefold(), [])


def share_a_currency(one: str, other: str) -> bool:
    """Whether two signs can mean the same currency."""
    return bool(set(currency_codes(one)) & set(currency_codes(other)))


def is_sign(text: str, side: Literal["before", "after"]) -> bool:
    """Whether a text is a sign of money on that side of a number, in its spelling where that matters."""
    known = _known()
    if text in (known.after_only if side == "before" else known.before_only):
        return False
    return text in known.exact_case or (text.casefold() in known.codes and text.casefold() not in known.exact_folded)


def sign_before(text: str, begin: int, number: int) -> Sign | None:
    """The sign that ends where a number begins. Nothing before `begin` belongs to it: that is another amount."""
    match = _known().before.search(text[max(begin, number - _LONGEST) : number])
    if match is None:
        return None
    # "только$450" ends with a sign.
    sign = next((sign for sign in (match[1], match[1][-1]) if is_sign(sign, "before")), None)
    if sign is None or (match[2] and sign in _known().before_only):
        return None
    return Sign(sign, len(sign) + len(match[2]))


def sign_after(text: str, end: int) -> Sign | None:
    """The sign that begins where a number ends, the dash of "450,- €" included."""
    match = _known().after.match(text, end)
    if match is None:
        return None
    sign = next((sign for sign in (match[1], match[1].rstrip(".")) if is_sign(sign, "after")), None)
    return Sign(sign, match.start(1) - end + len(sign)) if sign else None


def multiplier(text: str, end: int) -> Sign | None:
    """The word or letter behind a number that multiplies it: k, 만, tys."""
    match = _known().multiplier.match(text, end)
    return Sign(match[0].strip(), len(match[0])) if match else None
