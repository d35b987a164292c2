"""The signs of money: symbols, codes and words, before and after a number. They are listed in `money.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from crawler.extract.phrases import LETTER, UNSPACED, Patterns, alternatives

_SYMBOLS = "$€£￡₪₽₴₸₺₹₩￦¥￥₫฿₱₦₾₼"
_SYMBOL = f"[{_SYMBOLS}]"
# Most signs are one symbol, with Latin letters before it or not, or one word: they are found by their shape.
_SHAPE = re.compile(rf"(?<![A-Za-z])[A-Za-z]{{1,4}}{_SYMBOL}|{_SYMBOL}|(?<!{LETTER}){LETTER}{{1,9}}(?!{LETTER})\.?")
_WORD_BACKWARDS = re.compile(rf"(\s?)(\.?{LETTER}{{1,9}})(?!{LETTER})")
"""A word at the end of a text that is read from there."""
_LONGEST = 14


class Sign(NamedTuple):
    """A sign beside a number, and how many characters it takes there, blanks included."""

    text: str
    length: int


@dataclass(frozen=True)
class _Known:
    before: Patterns
    """The signs before a number by their last character. Those that are words of letters end in none of these."""
    after: Patterns
    """The signs behind a number by their first character, in the same way."""
    multiplier: re.Pattern[str]
    multiplier_first: frozenset[str]
    codes: dict[str, list[str]]
    before_only: frozenset[str]
    touching: frozenset[str]
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
    odd = [sign for sign in table["signs"] if not _SHAPE.fullmatch(sign) or UNSPACED.search(sign)]
    ends, firsts = {*_SYMBOLS, *(sign[-1] for sign in odd)}, {*_SYMBOLS, *(sign[0] for sign in odd)}
    return _Known(
        before=Patterns({end: [sign for sign in odd if sign[-1] == end] for end in ends}, _before),
        after=Patterns(
            {first: [sign for sign in odd if sign[0] == first] for first in firsts}
            | dict.fromkeys(",.", odd),  # the dash of "450,- €"
            _after,
        ),
        multiplier=re.compile(rf"\s?{alternatives(table['multipliers'])}"),
        multiplier_first=frozenset(word[0] for word in table["multipliers"]),
        codes={sign.casefold(): codes for sign, codes in table["signs"].items()}
        | {word.casefold(): entry["codes"] for word, entry in table["multipliers"].items() if "codes" in entry},
        before_only=frozenset(sides["before_only"]),
        touching=frozenset(sides["touching"]),
        after_only=frozenset(sides["after_only"]),
        exact_case=frozenset(sides["exact_case"]),
        exact_folded=frozenset(sign.casefold() for sign in sides["exact_case"]),
    )


def _before(odd: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"({_any(odd)})(\s?)$")


def _after(odd: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:[,.][-–—]+\s?)?({_any(odd)})(?![\d])")


def _any(odd: Sequence[str]) -> str:
    return f"{alternatives(odd)}|{_SHAPE.pattern}" if odd else _SHAPE.pattern


_WORD_AFTER = _after([])


def currency_codes(sign: str) -> list[str]:
    """The ISO 4217 codes that a sign can mean, the likeliest first; none for the dash of "450,-"."""
    return _known().codes.get(" ".join(sign.split()).casefold(), [])


def share_a_currency(one: str, other: str) -> bool:
    """Whether two signs can mean the same currency."""
    return bool(set(currency_codes(one)) & set(currency_codes(other)))


def is_sign(text: str, side: Literal["before", "after"]) -> bool:
    """Whether a text is a sign of money on that side of a number, in its spelling where that matters."""
    known = _known()
    if not text or text in (known.after_only if side == "before" else known.before_only):
        return False
    return text in known.exact_case or (text.casefold() in known.codes and text.casefold() not in known.exact_folded)


def sign_before(text: str, begin: int, number: int) -> Sign | None:
    """The sign that ends where a number begins. Nothing before `begin` belongs to it: that is another amount."""
    written, blank = _written_before(text[max(begin, number - _LONGEST) : number])
    if not written:
        return None
    # "только$450" ends with a sign.
    sign = next((sign for sign in (written, written[-1:]) if is_sign(sign, "before")), None)
    if sign is None or (blank and sign in _known().touching):
        return None
    return Sign(sign, len(sign) + len(blank))


def _written_before(text: str) -> tuple[str, str]:
    """What looks like a sign at the end of a text, and the blank behind it; both empty where nothing does."""
    pattern = _known().before[text.rstrip()[-1:]]
    if pattern:
        match = pattern.search(text)
        return (match[1], match[2]) if match else ("", "")
    match = _WORD_BACKWARDS.match(text[::-1])
    return (match[2][::-1], match[1]) if match else ("", "")


def sign_after(text: str, end: int) -> Sign | None:
    """The sign that begins where a number ends, the dash of "450,- €" included."""
    first = text[end : end + 2].lstrip()[:1]
    pattern = _known().after[first] or (_WORD_AFTER if first.isalpha() else None)
    match = pattern.match(text, end) if pattern else None
    if match is None:
        return None
    sign = next((sign for sign in (match[1], match[1].rstrip(".")) if is_sign(sign, "after")), None)
    return Sign(sign, match.start(1) - end + len(sign)) if sign else None


def multiplier(text: str, end: int) -> Sign | None:
    """The word or letter behind a number that multiplies it: k, 만, tys."""
    known = _known()
    is_one = text[end : end + 2].lstrip()[:1] in known.multiplier_first
    match = known.multiplier.match(text, end) if is_one else None
    return Sign(match[0].strip(), len(match[0])) if match else None
