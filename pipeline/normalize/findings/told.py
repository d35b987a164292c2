"""Phrases of a text that tell a finding, each with how it stands and the quantity in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.normalize.findings.language import Hit, Language
from pipeline.normalize.findings.quantities import Money, Quantities
from pipeline.normalize.findings.scope import Scope
from pipeline.normalize.findings.vocabulary import DAY
from pipeline.normalize.reviews import COMPLICATIONS

# A wish by nature: "I would do it again" is no supposition.
_WISHES = frozenset({"would_repeat"})
# What another does or asks for: "she was done in an hour", "they charged me".
_BY_OTHERS = frozenset({"procedure_minutes", "price_paid", "touch_up_price", "worth_it", "sessions"})
# What is a complication of healed lips only: for the first days everybody's are too bright, patchy, pale.
_OF_HEALED_LIPS = frozenset({"wrong_color", "uneven_color", "fast_fading"})
_FRESH_DAYS = 14
NOTHING = "nothing"


@dataclass(frozen=True)
class Told:
    """A phrase that states something of the writer's lips. `days`, `money`, `number`: the first such quantity in it."""

    start: int
    end: int
    finding: str
    value: str
    denied: bool
    days: float | None
    money: Money | None
    number: float | None
    money_at: int | None
    is_momentary: bool
    is_overall: bool
    sentence: int


def told(language: Language, quantities: Quantities) -> dict[str, list[Told]]:
    """What is told, by finding, in the order of the text."""
    hits = list(_longest(language.hits(quantities.symbols)))
    if not hits:
        return {}
    scope = Scope(language.scope_cues, quantities.symbols)
    found: dict[str, list[Told]] = {}
    for hit in hits:
        standing = scope.standing(
            hit.start, hit.end, may_be_wished=hit.finding in _WISHES, by_others=hit.finding in _BY_OTHERS
        )
        if (
            standing.told
            and not (hit.finding in COMPLICATIONS and scope.is_possible(hit.start, hit.end))
            and not (hit.finding in _OF_HEALED_LIPS and _is_fresh(hit, scope, quantities))
        ):
            found.setdefault(hit.finding, []).append(_told(hit, standing.denied, scope, quantities))
    return found


def _is_fresh(hit: Hit, scope: Scope, quantities: Quantities) -> bool:
    """Whether a colour is told of the first days: by a day that is named before it, or in words."""
    on_days = [quantities.days[place] for place in scope.before(hit.start) if quantities.symbols[place] == DAY]
    return bool(on_days and on_days[-1] <= _FRESH_DAYS) or scope.is_fresh(hit.start, hit.end)


def _told(hit: Hit, denied: bool, scope: Scope, quantities: Quantities) -> Told:
    # Two quantities ("a $450 treatment, 2 hours"): the one that the phrase ends with is meant.
    places = range(hit.end - 1, hit.start - 1, -1)
    money_at = next((place for place in places if place in quantities.money), None)
    return Told(
        start=hit.start,
        end=hit.end,
        finding=hit.finding,
        value=hit.value,
        denied=denied,
        days=next((quantities.days[place] for place in places if place in quantities.days), None),
        money=quantities.money[money_at] if money_at is not None else None,
        number=next((quantities.numbers[place] for place in places if place in quantities.numbers), None),
        money_at=money_at,
        is_momentary=scope.is_momentary(hit.start, hit.end) if hit.finding == "pain" else False,
        is_overall=scope.is_overall(hit.start, hit.end) if hit.finding == "pain" else False,
        sentence=scope.sentence(hit.start),
    )


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits of one finding that overlap the longest; what a row of `nothing` overlaps is none."""
    by_finding: dict[str, list[Hit]] = {}
    for hit in set(hits):
        by_finding.setdefault(hit.finding, []).append(hit)
    for group in by_finding.values():
        kept: list[Hit] = []
        for hit in sorted(group, key=lambda hit: (hit.value != NOTHING, hit.start - hit.end, hit.start)):
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        yield from sorted(hit for hit in kept if hit.value != NOTHING)
