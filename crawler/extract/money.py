"""Finds the amounts of money in a text. The signs and words are in `money.toml`; what they mean is read later."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Form = Literal["signed", "bare", "free"]

# One character each, so that places in the text stay what they are: digits of other scripts, odd blanks.
_PLAIN = {ord(c): " " for c in "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000"} | {
    ord(first) + value: str(value) for first in "０٠۰०๐" for value in range(10)
}
_PLAIN |= {ord("٬"): ",", ord("，"): ",", ord("٫"): ".", ord("．"): ".", ord("’"): "'", ord("＄"): "$", ord("：") : ":"}

_NUMBER = re.compile(
    r"""(?<![\d,:])(?<!(?<!\.)\.)(?:
          \d{1,3}(?:,\d\d)+,\d{3}            # Indian: 1,13,999
        | \d{1,3}(?:(?P<group>[.,'’ ])\d{3})(?:(?P=group)\d{3})*(?![\d])
        | \d+
        )(?:[.,]\d{1,2}(?!\d))?(?!\d|:\d|[.,'’]\d)""",
    re.VERBOSE,
)
# "450,-", "590.–", "2.500:-" and "15,000/-" are whole amounts, and no bare numbers.
_WHOLE = re.compile(r"[,.:/][-–—=]+(?!\d)")
_LONGEST_SIGN = 14


@dataclass(frozen=True, slots=True)
class Money:
    """One amount or range in a text: where it stands, its words included, and where each amount and sign stands."""

    start: int
    end: int
    form: Form
    """`signed` has a sign or code of a currency, `bare` has none, `free` is a word for no charge."""
    amounts: tuple[tuple[int, int], ...] = ()
    """Places of one amount, or of the two of a range, multipliers included."""
    sign: str | None = None
    opens: Literal["from", "up_to"] | None = None


@cache
def money_words() -> dict[str, Any]:
    """The table `money.toml`."""
    return tomllib.loads(Path(__file__).with_name("money.toml").read_text(encoding="utf-8"))


def plain_characters(text: str) -> str:
    """The text with the digits and blanks of other scripts as plain ones; every character keeps its place."""
    return text if text.isascii() else text.translate(_PLAIN)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; letters at its ends touch no other letter."""
    return "(?:" + "|".join(_bounded(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


_LETTER = r"[^\W\d_]"
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _bounded(word: str) -> str:
    pattern = re.escape(word).replace(r"\ ", r"\s*")
    if _UNSPACED.search(word):
        return pattern
    before = rf"(?<!{_LETTER})" if word[0].isalpha() else ""
    after = rf"(?!{_LETTER})" if word[-1].isalpha() else ""
    return before + pattern + after


_SYMBOL = "[$€£￡₪₽₴₸₺₹₩￦¥￥₫฿₱₦₾₼]"
_SHAPE = re.compile(
    rf"(?<!{_LETTER}){_LETTER}{{1,4}}{_SYMBOL}|{_SYMBOL}|(?<!{_LETTER}){_LETTER}{{1,9}}(?!{_LETTER})\.?"
)


@dataclass(frozen=True)
class _Grammar:
    sign_before: re.Pattern[str]
    sign_after: re.Pattern[str]
    multiplier: re.Pattern[str]
    between: re.Pattern[str]
    opened: dict[str, re.Pattern[str]]
    opening: re.Pattern[str]
    from_before: re.Pattern[str]
    from_after: re.Pattern[str]
    up_to_before: re.Pattern[str]
    regular: re.Pattern[str]
    no_charge: frozenset[str]
    free_last: re.Pattern[str]
    free_first: re.Pattern[str]
    not_money_after: re.Pattern[str]
    codes: dict[str, list[str]]
    sides: dict[str, frozenset[str]]

    def is_sign(self, sign: str, side: str) -> bool:
        """Whether a text is a sign of money on that side of a number, in its spelling where that matters."""
        known = sign in self.sides["exact_case"] or (
            sign.casefold() in self.codes and sign.casefold() not in self.sides["exact_folded"]
        )
        return known and sign not in self.sides["after_only" if side == "before" else "before_only"]


@cache
def _grammar() -> _Grammar:
    table = money_words()
    words, sides = table["words"], table["sides"]
    opened = dict(pair.split(":") for pair in words["between_opened"])
    # Most signs are one symbol or one word, found by their shape; the others are spelled out.
    odd = alternatives(sign for sign in table["signs"] if not _SHAPE.fullmatch(sign) or _UNSPACED.search(sign))
    shape = rf"{odd}|{_SHAPE.pattern}"
    return _Grammar(
        sign_before=re.compile(rf"({shape})(\s?)$"),
        sign_after=re.compile(rf"\s?(?:[,.][-–—]+\s?)?({shape})(?![\d])"),
        multiplier=re.compile(rf"\s?{alternatives(table['multipliers'])}"),
        between=re.compile(rf"\s*(?i:{alternatives(words['between'])})\s*"),
        opened={word: re.compile(rf"\s*(?i:{_bounded(closing)})\s*") for word, closing in opened.items()},
        opening=re.compile(rf"(?i:({alternatives(opened)}))\s*$"),
        from_before=re.compile(rf"(?i:{alternatives(words['from_before'])})[\s:]*$"),
        from_after=re.compile(
            rf"\s?\+(?!\s*[\w$€£])|\s*(?i:{alternatives(w for w in words['from_after'] if w != '+')})"
        ),
        up_to_before=re.compile(rf"(?i:{alternatives(words['up_to_before'])})[\s:]*$"),
        regular=re.compile(rf"(?i:{alternatives(table['regular']['before'])})[\s:(]*$"),
        no_charge=frozenset(word.casefold() for word in [*words["free"], *words["included"]]),
        free_last=re.compile(rf"(?:(?<=\s)|(?<=[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]))(?i:{alternatives(words['free'])})$"),
        free_first=re.compile(rf"(?i:{alternatives(words['free'])})"),
        not_money_after=re.compile(rf"[\s-]?(?i:{alternatives([*words['durations'], *words['units']])})"),
        codes={sign.casefold(): codes for sign, codes in table["signs"].items()}
        | {word.casefold(): entry["codes"] for word, entry in table["multipliers"].items() if "codes" in entry},
        sides={name: frozenset(signs) for name, signs in sides.items()}
        | {"exact_folded": frozenset(sign.casefold() for sign in sides["exact_case"])},
    )


def currency_codes(sign: str) -> list[str]:
    """The ISO 4217 codes that a sign can mean, the likeliest first; none for the dash of "450,-"."""
    return _grammar().codes.get(re.sub(r"\s+", " ", sign.strip()).casefold(), [])


def find_money(text: str) -> list[Money]:
    """Every amount in a text of one line, from left to right, none overlapping.

    >>> [(m.form, "Lip Blush (2 hrs) from $450–550"[m.start:m.end]) for m in find_money("Lip Blush (2 hrs) from $450–550")]
    [('signed', 'from $450–550')]
    """
    text = plain_characters(text)
    return [*_numbers(text), *_free(text)]


_LONGEST_FREE = 80
_DIVIDES = re.compile(r".*(?:[:|/–—=.…]|\s-\s|\()\s*")


def _free(text: str) -> Iterator[Money]:
    """A word for no charge, where a price would stand."""
    grammar = _grammar()
    if len(text) > _LONGEST_FREE:
        return
    bare = text.rstrip(" .!*)")
    divided = _DIVIDES.match(bare)
    start = divided.end() if divided else 0
    if bare[start:].casefold() in grammar.no_charge:
        yield Money(start, len(bare), "free")
    elif last := grammar.free_last.search(bare):
        yield Money(last.start(), last.end(), "free")
    elif first := grammar.free_first.match(bare):
        yield Money(0, first.end(), "free")


def _numbers(text: str) -> Iterator[Money]:
    position = 0
    while match := _NUMBER.search(text, position):
        money = _money_at(text, match, position)
        position = money.end if money else match.end()
        if money:
            yield money


def _money_at(text: str, match: re.Match[str], begin: int) -> Money | None:
    """The money whose first amount is this number: with its signs, the other end of a range, and opening words."""
    grammar = _grammar()
    start, amount_end, end, sign = _amount(text, match, begin)
    amounts = [(match.start(), amount_end)]
    opening = grammar.opening.search(text, max(0, start - _LONGEST_SIGN), start)
    between = grammar.opened[opening[1].casefold()] if opening else grammar.between
    gap = between.match(text, end)
    second = _NUMBER.search(text, gap.end()) if gap else None
    opens: Literal["from", "up_to"] | None = None
    if gap and second and _only_sign(text, gap.end(), second.start()):
        second_start, second_amount_end, second_end, second_sign = _amount(text, second, gap.end())
        if sign is None and second_start < second.start():
            return None  # "course of 4 - £525"
        if _continues(text, match, second, sign, second_sign, second_end):
            amounts.append((second.start(), second_amount_end))
            end, sign = second_end, sign or second_sign
        elif sign is None and _is_lower(match, second):
            return None  # "6-8 weeks"
    if sign is None and _is_something_else(text, start, end):
        return None
    if len(amounts) == 1:
        opens, start, end = _opened(text, start, end)
    return Money(start, end, "signed" if sign else "bare", tuple(amounts), sign, opens)


def _amount(text: str, match: re.Match[str], begin: int) -> tuple[int, int, int, str | None]:
    """Where one amount begins with its sign, where its number ends, where it ends with its sign, and the sign.

    Nothing before `begin` belongs to it: that is another amount.
    """
    grammar = _grammar()
    start, amount_end = match.span()
    multiplier = grammar.multiplier.match(text, amount_end)
    if multiplier:
        amount_end = multiplier.end()
    end = amount_end
    before, sign_before = _sign(grammar.sign_before.search(text[max(begin, start - _LONGEST_SIGN) : start]), "before")
    after, sign_after = _sign(grammar.sign_after.match(text, end), "after")
    if sign_before and sign_after and not set(currency_codes(sign_before)) & set(currency_codes(sign_after)):
        before, sign_before = 0, None  # "fr. 1995 kr" begins with a word, not with a sign
    start -= before
    end += after
    if not sign_after and (whole := _WHOLE.match(text, end)):
        end = whole.end()
        sign_after = whole[0]
    if multiplier and currency_codes(multiplier[0]):
        sign_after = sign_after or multiplier[0].strip()
    return start, amount_end, end, sign_before or sign_after


def _sign(match: re.Match[str] | None, side: Literal["before", "after"]) -> tuple[int, str | None]:
    """How many characters a sign on one side of a number takes, and the sign; 0 where what stands there is none."""
    if match is None:
        return 0, None
    sign, length = match[1], len(match[0])
    if not _grammar().is_sign(sign, side):
        # "только$450" and "450kr." end and begin with a sign.
        sign = sign[-1] if side == "before" else sign.rstrip(".")
        if not _grammar().is_sign(sign, side):
            return 0, None
        length = len(sign) + len(match[0]) - len(match[0].rstrip() if side == "before" else match[0].lstrip())
        if side == "after":
            length = match.start(1) - match.start() + len(sign)
    is_apart = side == "before" and bool(match[2])
    return (0, None) if is_apart and sign in _grammar().sides["before_only"] else (length, sign)


def _only_sign(text: str, start: int, end: int) -> bool:
    between = text[start:end].strip()
    return not between or _grammar().is_sign(between, "before")


def _continues(
    text: str, first: re.Match[str], second: re.Match[str], sign: str | None, second_sign: str | None, end: int
) -> bool:
    """Whether a second number is the upper end of a range, and not a time, a date or another price."""
    if _grammar().not_money_after.match(text, end) and not second_sign:
        return False
    return _is_lower(first, second) and (
        sign is None or second_sign is None or bool(set(currency_codes(sign)) & set(currency_codes(second_sign)))
    )


def _is_lower(first: re.Match[str], second: re.Match[str]) -> bool:
    low, high = (int(re.sub(r"[.,]\d{1,2}$|[^\d]", "", number[0]) or 0) for number in (first, second))
    return low < high


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether a number without a sign is a time, a share, a telephone number, an ordinal or part of a word."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.search(rf"(?:{_LETTER}|[\d#№+@_/.°:-]|\d[\s)])$", before) and not re.search(r"\s-$|[–—]$", before):
        return True
    if re.match(rf"(?:{_LETTER}|[\d%°/_@:]|[-.\s]\d|-{_LETTER})", after):
        return True
    return _grammar().not_money_after.match(text, end) is not None


def _opened(text: str, start: int, end: int) -> tuple[Literal["from", "up_to"] | None, int, int]:
    grammar = _grammar()
    after = grammar.from_after.match(text, end)
    before = grammar.from_before.search(text, max(0, start - 26), start)
    if before and re.match(r"min", before[0], re.IGNORECASE) and re.search(r"\d\s?$", text[: before.start()]):
        before = None  # "30 min. 390 €"
    if before and grammar.regular.search(text, 0, before.end()):
        before = None  # "instead of" may end with the word for "from"
    if before or after:
        return "from", before.start() if before else start, after.end() if after else end
    up_to = grammar.up_to_before.search(text, max(0, start - 16), start)
    return ("up_to", up_to.start(), end) if up_to else (None, start, end)
