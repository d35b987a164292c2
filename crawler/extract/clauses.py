"""Takes a line with prices apart: which words stand with which amount, and which amount is no longer charged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crawler.extract.lines import Line, Lines
from crawler.extract.money import Money, regular_words, value_of
from crawler.extract.names import says_something, trimmed
from crawler.extract.phrases import alternatives
from crawler.extract.signs import money_words

_DIVIDERS = re.compile(
    r"\s[|/•·–—-]\s|[|;•·,\n✔✓►→]|(?<=[^\d\W])/(?=[^\d\W])|(?<=\))\s*|(?<=[\w)])[.!?]\s+(?=[^\W\d_])(?![a-zà-ÿа-яёіїє])"
)
# Abbreviations ("incl. touch-up") go on in small letters.
_SENTENCE_END = re.compile(r"[.!?](?<=[^\W\d_]{3}.)\s+(?=[^\W\d_])(?![a-zà-ÿа-яёіїє])")
# "Category: permanent makeup Duration: 2 h Price:" names nothing: the name stands above.
_FIELDS = re.compile(r"\s*[^\W\d_][^:]{1,24}:[^:]+:[^:]*:?\s*")
_LEAD = re.compile(r"(.{3,60}?)\s*(?::|\s[-–—])\s")
_SHORT = 30
# Two amounts side by side: a sale takes off less than this, and a touch-up beside a first visit costs less.
_LEAST_SHARE = 0.6
_ANNOUNCING = ":=–— "
# "$500 + GST, deposit $100": a tax belongs to the amount before it.
_ENDS_A_PRICE = re.compile(
    r"\s*(?:(?i:\+|plus|inc|incl|inkl|excl|zzgl)?\.?\s*(?i:[ghp]st|qst|vat|tax|mwst|btw|iva|tva|dph|moms)\b)?"
    r"\.?\s*(?:[.,;|•·](?!\d)|/\s)"
)


@dataclass(slots=True)
class Priced:
    """One amount of a line with the words that stand with it."""

    money: Money
    text: str
    """The amount as it stands there, with its signs and words."""
    label: str
    """The words that name it; empty where the line names nothing."""
    label_follows: bool
    """Whether the label stands behind the amount: it may be a mere note then."""
    lead: str | None
    """The words that open the line for all its amounts, as in "Annual touch-up: brows $250, lips $275"."""
    previous: str | None
    """The label of the amount before it in the line."""
    before: str
    """The words directly before the amount, to the beginning of the line or the last amount."""
    after: str
    is_regular: bool
    """Whether it is struck out, or called a former or regular price."""


def read_clauses(page: Lines, line: Line, found: Sequence[Money]) -> list[Priced]:
    """The amounts of one line of a page, each with its words, from left to right."""
    text = line.text
    first = text[: found[0].start]
    ahead = _name_what_follows_them(text, found)
    follows = not ahead and not says_something(last_sentence(first))
    lead = _LEAD.match(last_sentence(first).lstrip()) if len(found) > 1 and not follows else None
    priced: list[Priced] = []
    for number, money in enumerate(found):
        before = text[found[number - 1].end if number else 0 : money.start]
        after = text[money.end : found[number + 1].start if number + 1 < len(found) else len(text)]
        if follows:
            label = _first_clause(after) if number + 1 < len(found) else first_sentence(after)
        else:
            label = _after_what_is_free(last_sentence(before)) if number == 0 else _last_clause(before)
        if priced and not follows:  # words that name this amount say nothing of the last
            priced[-1].after = priced[-1].after.rstrip(_ANNOUNCING).removesuffix(trimmed(label)).strip()
        label_follows = follows
        if not (follows or ahead) and not says_something(label) and says_something(_first_clause(after)):
            label, label_follows = _first_clause(after), True  # "… $1,000 deposit holds your seat"
        priced.append(
            Priced(
                money=money,
                text=text[money.start : money.end],
                label=trimmed(label),
                label_follows=label_follows,
                lead=trimmed(lead[1]) if lead and number else None,
                previous=priced[-1].label if priced else None,
                before=before.strip(),
                after=after.strip(),
                is_regular=_is_struck(page, line, money) or _is_called_regular(before),
            )
        )
    for one, other in pairwise(priced):
        one.is_regular = one.is_regular or _is_replaced(text, one.money, other)
    return priced


def _name_what_follows_them(text: str, found: Sequence[Money]) -> bool:
    """Whether the words between the amounts name the second of them: "$550. Touch-up: $125. Yearly refresh: $250".

    A sign before each amount tells so, or one behind each, where no words are left for the last.
    """
    between = [text[one.end : other.start] for one, other in pairwise(found)]
    if not between or not all(map(says_something, between)):
        return False
    if all(words.rstrip(" +")[-1:] in _ANNOUNCING for words in between):
        return True
    return all(_ENDS_A_PRICE.match(words) for words in between) and not says_something(text[found[-1].end :])


@cache
def _then() -> re.Pattern[str]:
    return re.compile(rf"^[\s,;|)–—-]*(?i:{alternatives(money_words()['regular']['then'])})[\s:(!]*$")


def _is_called_regular(before: str) -> bool:
    return regular_words().search(before, max(0, len(before) - 40), len(before)) is not None


def _is_replaced(text: str, money: Money, other: Priced) -> bool:
    """Whether the next amount of the line is charged now instead of this one: "1,800 – now 1,299"."""
    between = text[money.end : other.money.start]
    if not between.strip():
        return _is_lower(text, other.money, money, _LEAST_SHARE)
    return (
        len(between) < _SHORT
        and not other.is_regular
        and _then().search(between) is not None
        and _is_lower(text, other.money, money)
    )


def _is_lower(text: str, one: Money, other: Money, least_share: float = 0) -> bool:
    """Whether an amount is lower than another written in the same way, but not less than a share of it."""
    if not (one.amounts and other.amounts):
        return False
    low, high = (value_of(text[slice(*money.amounts[0])]) for money in (one, other))
    return high * least_share < low < high


def _is_struck(page: Lines, line: Line, money: Money) -> bool:
    middle = money.amounts[0][0] if money.amounts else money.start
    return any(segment.start <= middle < segment.end and page.is_struck(segment) for segment in line.segments)


def last_sentence(text: str) -> str:
    """What belongs to the sentence that the amount stands in."""
    *_, last = _SENTENCE_END.split(text)
    return "" if last.count(":") > 1 and _FIELDS.fullmatch(last) else last


def _after_what_is_free(text: str) -> str:
    """What names an amount behind something that costs nothing: "touch-up free; yearly refresh" names the refresh."""
    if not _free_clause_end().search(text):
        return text
    rest = _free_clause().sub("", text, count=1)
    return rest if says_something(rest) else text


@cache
def _free_clause() -> re.Pattern[str]:
    return re.compile(rf"^.*(?i:{alternatives(_free_words())})\s*[;,]\s+")


@cache
def _free_clause_end() -> re.Pattern[str]:
    """The last two letters of the words before the sign that divides: a quick look, as next to no text has them."""
    letters = "|".join(sorted({re.escape(phrase[-2:]) for phrase in _free_words()}))
    return re.compile(rf"[;,](?<=(?i:{letters}|.\s)[;,])\s")


def _free_words() -> list[str]:
    words = money_words()["words"]
    return [*words["free"], *words["included"]]


def first_sentence(text: str) -> str:
    """What of the words behind an amount belongs to its sentence."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the mark that ends it.

    >>> sentences("Defines the edge. One touch-up included.")
    ['Defines the edge.', 'One touch-up included.']
    """
    ends = [match.start() + 1 for match in _SENTENCE_END.finditer(text)]
    return [text[start:end].strip() for start, end in pairwise([0, *ends, len(text)])]


def _last_clause(text: str) -> str:
    """Of the words between two amounts, those that name the second."""
    parts = [part for part in _DIVIDERS.split(last_sentence(text)) if says_something(part)]
    return parts[-1] if parts else ""


def _first_clause(text: str) -> str:
    """Of the words between two amounts, those that name the first, where names follow amounts."""
    parts = [part for part in _DIVIDERS.split(text) if says_something(part)]
    return parts[0] if parts else ""
