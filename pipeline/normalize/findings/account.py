"""The public entry: an account becomes its findings, each with the place in the text that tells it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pipeline.normalize.findings import amounts, judgements
from pipeline.normalize.findings.language import Language, language_named
from pipeline.normalize.findings.told import Told, told
from pipeline.normalize.reviews import COMPLICATIONS
from pipeline.normalize.text import clean

_DEFAULT_LANGUAGE = "en"
# Nobody writes more of her own lips: what is longer is a page, a joke or an attack, and its beginning is read.
LONGEST_READ = 20_000
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,300}>|<!--.{0,300}?-->|&(?:nbsp|amp|quot|#160);")
_INLINE_TAGS = frozenset({"b", "i", "em", "strong", "span", "a", "u", "font", "small", "mark", "s", "sup", "sub"})


@dataclass(frozen=True)
class Findings:
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
    evidence: Mapping[str, tuple[int, int]] = field(default_factory=dict)


_NOTHING = Findings()

_Judged = tuple[Any, Told]
"""What a text comes to, and the phrase that tells it."""


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


def _judged(found: Mapping[str, list[Told]]) -> Findings:
    values: dict[str, object] = {}
    evidence: dict[str, Told] = {}

    def read(name: str, reader: Callable[[Sequence[Told]], _Judged | None]) -> _Judged | None:
        judged = reader(found[name]) if name in found else None
        if judged is not None:
            values[name], evidence[name] = judged
        return judged

    read("pain", judgements.pain)
    read("pain_score_10", amounts.pain_score)
    read("procedure_minutes", amounts.procedure_minutes)
    swelling = read("swelling_days", amounts.swelling_days)
    read("healing_days", amounts.healing_days)
    # "I had it done two years ago. [...] The colour is still there": the date counts where such a state is told.
    longevity = amounts.longevity_months(
        found.get("longevity_months", ()),
        found.get("lasting_since", ()),
        still_lasting=any(not each.denied for each in found.get("still_lasting", ())),
    )
    if longevity is not None:
        values["longevity_months"], evidence["longevity_months"] = longevity
    read("sessions", amounts.sessions)
    touch_up = read("touch_up_price", amounts.price)
    taken = frozenset({touch_up[1].money_at}) if touch_up and touch_up[1].money_at is not None else frozenset[int]()
    paid = read("price_paid", partial(amounts.price, taken=taken))
    money = next((price[1].money for price in (paid, touch_up) if price and price[1].money), None)
    values["currency"] = money.currency if money else None
    read("worth_it", judgements.worth_it)
    read("would_repeat", judgements.would_repeat)

    went_wrong = [name for name in COMPLICATIONS if name in found]
    wrong = {name: phrase for name in went_wrong for phrase in found[name] if _went_wrong(phrase)}
    if (
        longevity
        and longevity[0] > amounts.FAST_FADING_MONTHS
        and wrong.get("fast_fading", longevity[1]).value != "fast"
    ):
        wrong.pop("fast_fading", None)
    if swelling and swelling[0] > amounts.PROLONGED_SWELLING_DAYS:
        wrong.setdefault("prolonged_swelling", swelling[1])
    if longevity and longevity[1].value == "gone" and longevity[0] <= amounts.FAST_FADING_MONTHS:
        wrong.setdefault("fast_fading", longevity[1])
    # Blisters beside a reaction are of the reaction.
    if "allergic_reaction" in wrong and wrong.get("cold_sore", wrong["allergic_reaction"]).value == "blisters":
        wrong.pop("cold_sore", None)
    # A granuloma is how a body reacts to the pigment: no other reaction is told by that.
    if "granuloma" in wrong and wrong.get("allergic_reaction", wrong["granuloma"]).value == "body":
        wrong.pop("allergic_reaction", None)
    return Findings(
        **values,  # type: ignore[arg-type]  # each name is a field, and each reader gives its field's type
        complications=tuple(sorted(wrong)),
        evidence={name: phrase.characters for name, phrase in (evidence | wrong).items()},
    )


def _went_wrong(phrase: Told) -> bool:
    """`Still swollen on day two` is what everybody is: the row `late` is a complication from the fifth day on."""
    return not phrase.denied and (phrase.value != "late" or (phrase.days or 0) > amounts.PROLONGED_SWELLING_DAYS)
