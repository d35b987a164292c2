"""Finds the amounts of money in a text. The signs and words are in `money.toml`; what they mean is read later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from crawler.extract.bare_numbers import is_something_else, is_telephone, measures
from crawler.extract.multiplied import end_of_multiplied
from crawler.extract.no_charge import find_no_charge
from crawler.extract.phrases import Beginning, Ending, alternatives
from crawler.extract.signs import (
    currency_codes,
    is_sign,
    money_words,
    multiplier,
    share_a_currency,
    sign_after,
    sign_before,
)

Form = Literal["signed", "bare", "free"]
Opens = Literal["from", "up_to"]

# One character each, so that places in the text stay what they are: digits of other scripts, odd blanks.
_PLAIN = {ord(c): " " for c in "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000"} | {
    ord(first) + value: str(value) for first in "０٠۰०๐" for value in range(10)
}
_PLAIN |= {ord("٬"): ",", ord("，"): ",", ord("٫"): ".", ord("．"): ".", ord("’"): "'", ord("＄"): "$", ord("："): ":"}
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")

_NUMBER = re.compile(
    r"""(?<![\d,])(?<!\d:)(?<!^:)                # "Preis:250", and no time of day
        (?<!(?<![.)])(?<![^\W\d_])\.)(?:         # "Rs.4500", "Lips...450", and no decimals
          \d{1,3}(?:,\d\d)+,\d{3}            # Indian: 1,13,999
        | \d{1,3}(?:(?P<group>[.,'’ ])\d{3})(?:(?P=group)\d{3})*(?![\d])
        | \d+
        )(?:[.,]\d{1,2}(?!\d))?(?!\d|:\d|[.,'’]\d)""",
    re.VERBOSE,
)
# "450,-", "590.–", "2.500:-" and "15,000/-" are whole amounts, and no bare numbers.
_WHOLE = re.compile(r"[,.:/][-–—=]+(?!\d)")
_SIGN_OF_THE_NEXT = re.compile(r"\s?\d")
_SLASH = re.compile(r"(?<=\d{2})\s?/\s?(?=\d{2})")
_CLOCK = re.compile(r"\d[hH]")
# Of the web: there "R4" is no rand.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()]+")
_DIGIT = re.compile(r"\d")
_NO_DIGIT = re.compile(r"\D")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
_LONGEST_OPENING = 26


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
    opens: Opens | None = None


def plain_characters(text: str) -> str:
    """The text with the digits and blanks of other scripts as plain ones; every character keeps its place."""
    return text if text.isascii() or not _NOT_PLAIN.search(text) else text.translate(_PLAIN)


@dataclass(frozen=True)
class _Grammar:
    between: Beginning
    opened: dict[str, Beginning]
    opening: Ending
    before: Ending
    """Any of the words that open an amount or a range: looked for first, as most amounts stand behind none."""
    from_before: Ending
    from_after: re.Pattern[str]
    up_to_before: Ending


@cache
def _grammar() -> _Grammar:
    words = money_words()["words"]
    opened: dict[str, list[str]] = {}
    for opening, closing in (pair.split(":") for pair in words["between_opened"]):
        opened.setdefault(opening, []).append(closing)
    from_after = alternatives(word for word in words["from_after"] if word != "+")
    return _Grammar(
        between=Beginning(words["between"], before=r"\s*", after=r"\s*"),
        opened={word: Beginning(closings, before=r"\s*", after=r"\s*") for word, closings in opened.items()},
        opening=Ending(opened),
        before=Ending([*opened, *words["from_before"], *words["up_to_before"]]),
        from_before=Ending(words["from_before"]),
        # "+ touch-up" adds something; a plus alone leaves the end open.
        from_after=re.compile(rf"\s?\+(?!\s*[\w$€£])|\s*(?i:{from_after})"),
        up_to_before=Ending(words["up_to_before"]),
    )


@cache
def regular_words() -> Ending:
    """The words that call the amount behind them a regular or former price."""
    return Ending(money_words()["regular"]["before"])


def opening_words() -> Ending:
    """The words that call the amount behind them the least one pays."""
    return _grammar().from_before


def value_of(number: str) -> float:
    """The value of a written number, enough to tell the higher of two that are written alike.

    >>> value_of("1.250,50"), value_of("1.2")
    (1250.5, 1.2)
    """
    decimals = _DECIMALS.search(number)
    whole = number[: decimals.start()] if decimals else number
    return float(f"{_NO_DIGIT.sub('', whole) or 0}.{decimals[1] if decimals else 0}")


def find_money(text: str) -> list[Money]:
    """Every amount in a text of one line, from left to right, none overlapping.

    >>> text = "Lip Blush (2 hrs) from $450"
    >>> [(money.form, text[money.start : money.end]) for money in find_money(text)]
    [('signed', 'from $450')]
    """
    text = plain_characters(text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    numbers = list(_numbers(text)) if _DIGIT.search(text) else []
    free = find_no_charge(text)
    return [*numbers, Money(*free, "free")] if free else numbers


def _numbers(text: str) -> Iterator[Money]:
    position = 0
    while match := _number(text, position):
        money = _money_at(text, match, position)
        position = money.end if money else match.end()
        if money:
            yield money


def _number(text: str, position: int) -> re.Match[str] | None:
    """The next number. In "$500 120 min" the last three digits are a time, and no part of the amount before them."""
    match = _written(text, position)
    if match and match["group"] == " " and measures().match(text, match.end()):
        return _NUMBER.search(text, match.start(), match.start() + match[0].rindex(" "))
    return match


def _written(text: str, position: int) -> re.Match[str] | None:
    """The next number as it is written: looked for by its first digit, as most characters are none."""
    while digit := _DIGIT.search(text, position):
        if match := _NUMBER.match(text, digit.start()):
            return match
        position = digit.end()
    return None


class _Amount(NamedTuple):
    """One amount: where it begins with its sign, where its number ends with its multiplier, where all of it ends."""

    start: int
    number_end: int
    end: int
    sign: str | None


def _money_at(text: str, match: re.Match[str], begin: int) -> Money | None:
    """The money whose first amount is this number: with its signs, the other end of a range, and opening words."""
    if _CLOCK.match(text, max(0, match.start() - 2), match.start()):
        return None  # "2h00 – 55€"
    first = _amount(text, match, begin)
    amounts, start, end, sign = [(match.start(), first.number_end)], first.start, first.end, first.sign
    if sign is None and (other := _behind_slash(text, first)):
        return Money(start, other.end, "signed", tuple(amounts), other.sign)
    is_behind_words = _grammar().before.search(text, max(0, start - _LONGEST_OPENING), start) is not None
    opening = _opening(text, first) if is_behind_words else None
    gap = _between(text, first, opening)
    number = _written(text, gap.end()) if gap else None
    if gap and number and _only_sign(text, gap.end(), number.start()):
        second = _amount(text, number, gap.end())
        if sign is None and second.start < number.start():
            return None  # "course of 4 - £525"
        if _is_lower(match, number) and _ends_range(text, first, second):
            amounts.append((number.start(), second.number_end))
            end, sign = second.end, sign or second.sign
            start = start if opening is None else opening
        elif sign is None and _is_lower(match, number):
            return None  # "6-8 weeks"
    if sign is None and is_something_else(text, start, end):
        return None
    opens: Opens | None = None
    if len(amounts) == 1:
        opens, start, end = _opened(text, start, end, is_behind_words)
    return Money(start, end, "signed" if sign else "bare", tuple(amounts), sign, opens)


def _behind_slash(text: str, amount: _Amount) -> _Amount | None:
    """The amount of "350/100 €" that has the sign of both. What the second is for is not told: the first counts."""
    slash = _SLASH.match(text, amount.end)
    number = _written(text, slash.end()) if slash else None
    other = _amount(text, number, number.start()) if slash and number and number.start() == slash.end() else None
    return other if other and other.sign else None


def _between(text: str, amount: _Amount, opening: int | None) -> re.Match[str] | None:
    """What may stand between the ends of a range: a dash, a "to", or the "and" of "between 300 and 400"."""
    grammar = _grammar()
    if opening is None:
        return grammar.between.match(text, amount.end)
    return grammar.opened[text[opening : amount.start].strip(" :(").casefold()].match(text, amount.end)


def _opening(text: str, amount: _Amount) -> int | None:
    """Where the "between" stands that opens a range before an amount."""
    opening = _grammar().opening.search(text, max(0, amount.start - _LONGEST_OPENING), amount.start)
    return opening.start() if opening else None


def _amount(text: str, match: re.Match[str], begin: int) -> _Amount:
    """The amount whose number this is. Nothing before `begin` belongs to it: that is another amount."""
    start, end = match.span()
    times = multiplier(text, end)
    if times:
        end = end_of_multiplied(text, end + times.length, times.text)
    number_end = end
    before, after = sign_before(text, begin, start), sign_after(text, end)
    if before and after and not share_a_currency(before.text, after.text):
        before = None  # "fr. 1995 kr" begins with a word, not with a sign
    if before and after and _SIGN_OF_THE_NEXT.match(text, end + after.length):
        after = None  # "R$ 350 R$ 299"
    start -= before.length if before else 0
    end += after.length if after else 0
    # "$650 CAD" and "CAD $650": the code says which dollar.
    code = sign_before(text, begin, start) if before else None
    if before and code and share_a_currency(before.text, code.text):
        start -= code.length
    else:
        code = None
    signs = [one.text for one in (before, after, code) if one]
    sign = min(signs, key=lambda one: len(currency_codes(one))) if signs else None
    if not after and (whole := _WHOLE.match(text, end)):
        end, sign = whole.end(), sign or whole[0]
    if times and currency_codes(times.text):
        sign = sign or times.text
    return _Amount(start, number_end, end, sign)


def _only_sign(text: str, start: int, end: int) -> bool:
    between = text[start:end].strip()
    return not between or is_sign(between, "before")


def _ends_range(text: str, first: _Amount, second: _Amount) -> bool:
    """Whether a second, higher number is the upper end of a range, and not a time, a date or another price."""
    if second.sign is None and measures().match(text, second.end):
        return False
    if first.sign is None and second.sign is None and is_telephone(text[first.start : second.end]):
        return False
    return first.sign is None or second.sign is None or share_a_currency(first.sign, second.sign)


def _is_lower(first: re.Match[str], second: re.Match[str]) -> bool:
    return value_of(first[0]) < value_of(second[0])


def _opened(text: str, start: int, end: int, is_behind_words: bool) -> tuple[Opens | None, int, int]:
    grammar = _grammar()
    after = grammar.from_after.match(text, end)
    if not is_behind_words:
        return ("from", start, after.end()) if after else (None, start, end)
    before = grammar.from_before.search(text, max(0, start - _LONGEST_OPENING), start)
    if before and re.match(r"min", before[0], re.IGNORECASE) and re.search(r"\d\s?$", text[: before.start()]):
        before = None  # "30 min. 390 €"
    if before and regular_words().search(text, 0, before.end()):
        before = None  # "instead of" may end with the word for "from"
    if before or after:
        return "from", before.start() if before else start, after.end() if after else end
    up_to = grammar.up_to_before.search(text, max(0, start - _LONGEST_OPENING), start)
    return ("up_to", up_to.start(), end) if up_to else (None, start, end)
