"""The public entry: an account becomes its findings, each with the place in the text that tells it."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline.normalize.findings import amounts, judgements
from pipeline.normalize.findings.complications import complications
from pipeline.normalize.findings.language import Language, language_named
from pipeline.normalize.findings.told import Told, told
from pipeline.normalize.text import clean

_DEFAULT_LANGUAGE = "en"
# Nobody writes more of her own lips: what is longer is a page, a joke or an attack, and its beginning is read.
LONGEST_READ = 20_000
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,300}>|<!--.{0,300}?-->|&(?:nbsp|amp|quot|#160);")
_INLINE_TAGS = frozenset({"b", "i", "em", "strong", "span", "a", "u", "font", "small", "mark", "s", "sup", "sub"})


class Findings(NamedTuple):
    """What an account says of the writer's own lip work; null where it says nothing.

    `complications` are in the order of the alphabet. `evidence` gives, for each finding and each complication by its
    name, the start and end of the words that tell it in the cleaned text (`clean`).
    """

    pain: str | None = None
    pain_score_10: float | None = None
    procedure_minutes: float | None = None
    swelling_days: float | None = None
    healing_days: float | None = None
    longevity_months: float | None = None
    sessions: float | None = None
    price_paid: float | None = None
    currency: str | None = None
    touch_up_price: float | None = None
    worth_it: bool | None = None
    would_repeat: bool | None = None
    complications: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[int, int]] = MappingProxyType({})


_NOTHING = Findings()

Judged = tuple[Any, Told]
"""What a text comes to, and the phrase that tells it."""

# What is judged by its own phrases alone.
_READERS: Mapping[str, Callable[[Sequence[Told]], Judged | None]] = {
    "pain": judgements.pain,
    "pain_score_10": amounts.pain_score,
    "procedure_minutes": amounts.procedure_minutes,
    "swelling_days": amounts.swelling_days,
    "healing_days": amounts.healing_days,
    "sessions": amounts.sessions,
    "touch_up_price": amounts.price,
    "worth_it": judgements.worth_it,
    "would_repeat": judgements.would_repeat,
}


def read_findings(text: str, language: str | None = None) -> Findings:
    """Read one account. `language` is its ISO 639-1 code, English where not given; without tables nothing is found.

    Of a text of more than `LONGEST_READ` (20,000) characters only the beginning is read: a megabyte costs no more.

    >>> read_findings("Swollen for 3-4 days, but no bruising at all and so worth it!").swelling_days
    3.5
    """
    tables = language_named(language or _DEFAULT_LANGUAGE)
    return _NOTHING if tables is None else read_findings_with(tables, text)


def read_findings_with(language: Language, text: str) -> Findings:
    """Read one account with the tables of a language."""
    found = told(language, _readable(text[:LONGEST_READ]))
    return _judged(found) if found else _NOTHING


def _readable(text: str) -> str:
    """The cleaned text, of the same length, in which lines stay lines and tags are blank."""
    lines = (
        "\n".join(cleaned for line in text.splitlines() if (cleaned := clean(line))) if "\n" in text else clean(text)
    )
    if "<" in lines or "&" in lines:
        lines = _TAG.sub(_blank, lines)
    return lines


def _blank(tag: re.Match[str]) -> str:
    inline = (tag[1] or "b").lower() in _INLINE_TAGS
    return (" " if inline else "\n").ljust(len(tag[0]))


def _judged(found: Mapping[str, Sequence[Told]]) -> Findings:
    judged = {
        name: one
        for name, phrases in found.items()
        if (read := _READERS.get(name)) is not None and (one := read(phrases)) is not None
    }
    longevity = _longevity(found)
    if longevity is not None:
        judged["longevity_months"] = longevity
    paid = _price_paid(found, judged.get("touch_up_price"))
    if paid is not None:
        judged["price_paid"] = paid
    wrong = complications(found, judged.get("swelling_days"), longevity)
    evidence = {name: phrase.characters for name, (_, phrase) in judged.items()}
    evidence |= {name: phrase.characters for name, phrase in wrong.items()}
    return Findings(
        **{name: value for name, (value, _) in judged.items()},
        currency=_currency(paid, judged.get("touch_up_price")),
        complications=tuple(sorted(wrong)),
        evidence=evidence,
    )


def _longevity(found: Mapping[str, Sequence[Told]]) -> Judged | None:
    if "longevity_months" not in found and "lasting_since" not in found:
        return None
    # "I had it done two years ago. [...] The colour is still there": the date counts where such a state is told.
    still_lasting = any(not each.denied for each in found.get("still_lasting", ()))
    told_since = found.get("lasting_since", ())
    return amounts.longevity_months(found.get("longevity_months", ()), told_since, still_lasting=still_lasting)


def _price_paid(found: Mapping[str, Sequence[Told]], touch_up: Judged | None) -> Judged | None:
    if "price_paid" not in found:
        return None
    return amounts.price(found["price_paid"], taken=touch_up[1].money_at if touch_up else None)


def _currency(*prices: Judged | None) -> str | None:
    money = next((price[1].money for price in prices if price and price[1].money), None)
    return money.currency if money else None
