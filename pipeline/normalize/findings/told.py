"""Phrases of a text that tell a finding, each with how it stands and the quantity in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.normalize.findings.language import Hit, Language
from pipeline.normalize.findings.quantities import Money, Quantities
from pipeline.normalize.findings.scope import SENTENCES_ABOUT_OTHERS, Scope
from pipeline.normalize.findings.topics import ANYTHING, JUDGED, SENTENCES_OF_A_TOPIC, After, Topic
from pipeline.normalize.findings.vocabulary import ASKED, COLON, DAY, RANGE, REST, STOP, TIME
from pipeline.normalize.reviews import COMPLICATIONS

# A wish by nature: "I would do it again" is no supposition.
_WISHES = frozenset({"would_repeat"})
# What another does or asks for: "she was done in an hour", "they charged me".
_BY_OTHERS = frozenset({"procedure_minutes", "price_paid", "touch_up_price", "worth_it", "sessions"})
# What is a complication of healed lips only: for the first days everybody's are too bright, patchy, pale.
_OF_HEALED_LIPS = frozenset({"wrong_color", "uneven_color", "fast_fading"})
_FRESH_DAYS = 14
_FRESH_WEEK = 7  # for what only says how long ago it was
# For how many sentences the heading of a diary holds: "Day 3: swollen. Dry. They look so dark."
_SENTENCES_OF_A_HEADING = 3
# "I had it done four days ago": the account is of the first days until it names a later one.
_ALL_SENTENCES = 10_000
# `nothing` rows say what is no finding; a `sure` row holds whatever stands in it ("never had one until this").
NOTHING, SURE = "nothing", "sure"
# What may be said of anything counts where the work is spoken of ("a breeze"), or the color ("all gone").
_OF_WORK, _OF_COLOR = "_of_work", "_of_color"
_STRENGTH = {"severe": 2, "gone": 2, "strong_yes": 2, "strong_no": 2, "moderate": 1}
_SENTENCE_END = re.compile(f"[{STOP}{ASKED}]+")
_HEADING = re.compile(f"[{DAY}{TIME}]{REST}*[{COLON}{RANGE}]")
_MOST_REMEMBERED, _MOST_SHARED = 100_000, 1_000


class Told(NamedTuple):
    """A phrase that states something of the writer's lips. `days`, `money`, `number`: the last such quantity in it."""

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


class Stated(NamedTuple):
    """A phrase as its part of the text states it, before it is known whose lips, and which quantities, are meant.

    `day_at` is the place of the day that is named before it, where it is a finding of healed lips only; `after` what
    the text before may have spoken of for it to count. One flat tuple, as there is one for each phrase remembered.
    """

    start: int
    end: int
    finding: str
    value: str
    denied: bool
    of_others: bool | None
    other_work: bool | None
    is_momentary: bool
    is_overall: bool
    day_at: int | None
    sentence: int
    after: After


class Part(NamedTuple):
    """A part of a text: what it states, and what it leaves to the next: whose lips, which procedure, which day."""

    stated: tuple[Stated, ...]
    carries_on: bool
    last_person: bool | None
    last_work: bool | None
    headed: bool
    last_topic: Topic | None
    dated: tuple[int, bool] | None
    of_studio: bool


def told(language: Language, quantities: Quantities) -> dict[str, list[Told]]:
    """What is told, by finding, in the order of the text.

    A text is read sentence by sentence; of what reaches from a question to its answer, and what is in
    either, the longest counts.
    """
    symbols = quantities.symbols
    parts = [(start, _read_part(language, part)) for start, part in _sentences(symbols)]
    # Of somebody who speaks of her clients, and never of her own lips, nothing is told.
    if any(part.of_studio for _, part in parts) and language.scope_cues.own_lips.search(symbols) is None:
        return {}
    found = _of_writer(parts, quantities)
    answers = language.answers(symbols)
    return _with_answers(found, answers, language, quantities) if answers else found


def _with_answers(
    found: Mapping[str, list[Told]], answers: Sequence[Hit], language: Language, quantities: Quantities
) -> dict[str, list[Told]]:
    answered = _of_writer([(0, _part(answers, language, quantities.symbols))], quantities)
    merged: dict[str, list[Told]] = {}
    for finding in {**found, **answered}:
        kept: list[Told | Hit] = [hit for hit in answers if hit.finding == finding and hit.value == NOTHING]
        every = [*answered.get(finding, ()), *found.get(finding, ())]
        for each in sorted(every, key=lambda each: each.start - each.end):
            if all(each.end <= other.start or each.start >= other.end for other in kept):
                kept.append(each)
        if ordered := sorted((each for each in kept if isinstance(each, Told)), key=lambda each: each.start):
            merged[finding] = ordered
    return merged


def _sentences(symbols: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _SENTENCE_END.finditer(symbols):
        yield start, symbols[start : match.end()]
        start = match.end()
    if start < len(symbols):
        yield start, symbols[start:]


# In characters for words many sentences are the same; what a sentence states depends on nothing else.
@lru_cache(_MOST_REMEMBERED)
def _read_part(language: Language, symbols: str) -> Part:
    return _part(language.hits(symbols), language, symbols)


def forget() -> None:
    """Forget the sentences that were read: for measuring."""
    _read_part.cache_clear()


def _part(hits: Iterable[Hit], language: Language, symbols: str) -> Part:
    scope = Scope(language.scope_cues, symbols)
    stated = (_stated(hit, scope, symbols) for hit in _longest(_with_topic(hits, scope)))
    part = Part(
        tuple([each for each in stated if each is not None]),
        scope.carries_on,
        scope.last_person,
        scope.last_work,
        _HEADING.match(symbols) is not None,
        scope.topics.last,
        scope.dated,
        scope.is_of_studio,
    )
    return part if part.stated else _shared(part)


# Most sentences state nothing and leave the next one of a few things: those are one object.
@lru_cache(_MOST_SHARED)
def _shared(part: Part) -> Part:
    return part


def _with_topic(hits: Iterable[Hit], scope: Scope) -> Iterator[Hit]:
    """Without what may be said of anything where nothing is there of which it could be said."""
    for hit in hits:
        if hit.value.endswith(_OF_COLOR):
            if scope.topics.is_of_color(hit.start, hit.end):
                yield hit._replace(value=hit.value.removesuffix(_OF_COLOR))
        elif not hit.value.endswith(_OF_WORK) or scope.topics.counts_after(hit.start, hit.end, of_anything=True):
            yield hit


def _stated(hit: Hit, scope: Scope, symbols: str) -> Stated | None:
    standing = scope.standing(
        hit.start, hit.end, may_be_wished=hit.finding in _WISHES, by_others=hit.finding in _BY_OTHERS
    )
    if not standing.told or (hit.finding in COMPLICATIONS and scope.is_possible(hit.start, hit.end)):
        return None
    if hit.finding in JUDGED and scope.topics.is_of_another(hit.start, hit.end, hit.finding):
        return None
    day_at = None
    if hit.finding in _OF_HEALED_LIPS:
        if scope.is_fresh(hit.start, hit.end):
            return None
        day_at = next((place for place in reversed(scope.before(hit.start)) if symbols[place] == DAY), None)
    of_pain = hit.finding == "pain"
    of_anything = hit.value.endswith(_OF_WORK)
    return Stated(
        hit.start,
        hit.end,
        hit.finding,
        hit.value.removesuffix(_OF_WORK),
        standing.denied,
        standing.of_others,
        standing.other_work,
        of_pain and scope.is_momentary(hit.start, hit.end),
        of_pain and scope.is_overall(hit.start, hit.end),
        day_at,
        scope.sentence(hit.start),
        scope.topics.counts_after(hit.start, hit.end, of_anything=of_anything) if of_pain else ANYTHING,
    )


def _of_writer(parts: Iterable[tuple[int, Part]], quantities: Quantities) -> dict[str, list[Told]]:
    """What is stated of the writer's own lips, whoever and whatever the sentences before a part were about."""
    found: dict[str, list[Told]] = {}
    other_work = False
    about_others = 0  # for how many more sentences the last person that was named is another
    topic: Topic | None = None
    of_topic = 0  # for how many more sentences the topic that was named last holds
    fresh = 0  # for how many more sentences the day that heads them is one of the first
    for start, part in parts:
        if part.headed:
            fresh = _SENTENCES_OF_A_HEADING if quantities.days[start] <= _FRESH_DAYS else 0
        elif part.dated is not None:
            place, in_passing = part.dated
            reaches = 1 if in_passing else _ALL_SENTENCES
            fresh = reaches if quantities.days[place + start] <= _FRESH_WEEK else 0
        of_others = about_others > 0 and part.carries_on
        spoken_of = topic if of_topic > 0 else None
        for each in part.stated:
            if spoken_of not in each.after:
                continue
            if of_others if each.of_others is None else each.of_others:
                continue
            if other_work if each.other_work is None else each.other_work:
                continue
            if each.day_at is not None and quantities.days[each.day_at + start] <= _FRESH_DAYS:
                continue
            if fresh > 0 and each.finding in _OF_HEALED_LIPS:
                continue
            found.setdefault(each.finding, []).append(_told(each, start, quantities))
        about_others, fresh, of_topic = about_others - 1, fresh - 1, of_topic - 1
        if part.last_topic is not None:
            topic, of_topic = part.last_topic, SENTENCES_OF_A_TOPIC
        if part.last_person is not None:
            about_others = SENTENCES_ABOUT_OTHERS if part.last_person else 0
        if part.last_work is not None:
            other_work = part.last_work
    return found


def _told(stated: Stated, moved: int, quantities: Quantities) -> Told:
    start, end = stated.start + moved, stated.end + moved
    # Two quantities ("a $450 treatment, 2 hours"): the one that the phrase ends with is meant.
    places = range(end - 1, start - 1, -1)
    money_at = _last(places, quantities.money)
    days_at, number_at = _last(places, quantities.days), _last(places, quantities.numbers)
    return Told(
        start=start,
        end=end,
        finding=stated.finding,
        value=stated.value,
        denied=stated.denied,
        days=quantities.days[days_at] if days_at is not None else None,
        money=quantities.money[money_at] if money_at is not None else None,
        number=quantities.numbers[number_at] if number_at is not None else None,
        money_at=money_at,
        is_momentary=stated.is_momentary,
        is_overall=stated.is_overall,
        sentence=stated.sentence + moved,
    )


def _last(places: range, quantities: Mapping[int, object]) -> int | None:
    return next((place for place in places if place in quantities), None) if quantities else None


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits of one finding that overlap the longest; what a row of `nothing` overlaps is none."""
    by_finding: dict[str, list[Hit]] = {}
    for hit in set(hits):
        by_finding.setdefault(hit.finding, []).append(hit)
    for group in by_finding.values():
        kept: list[Hit] = []
        for hit in sorted(group, key=_precedence) if len(group) > 1 else group:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        yield from sorted(hit for hit in kept if hit.value != NOTHING)


def _precedence(hit: Hit) -> tuple[bool, bool, int, int, int, str]:
    """What is sure, then what is no finding, then the longest; of equal ones the stronger."""
    return (
        hit.value != SURE,
        hit.value != NOTHING,
        hit.start - hit.end,
        hit.start,
        -_STRENGTH.get(hit.value, 0),
        hit.value,
    )
