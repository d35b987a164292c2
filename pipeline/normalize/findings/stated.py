"""What the parts of a text state, before it is known whose lips are meant, and with which quantities."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.normalize.findings.language import Language
from pipeline.normalize.findings.phrase_index import Hit
from pipeline.normalize.findings.scope import Scope
from pipeline.normalize.findings.topics import ANYTHING, JUDGED, After, Topic
from pipeline.normalize.findings.vocabulary import ASKED, COLON, DAY, RANGE, REST, STOP, TIME
from pipeline.normalize.reviews import COMPLICATIONS

# A wish by nature: "I would do it again" is no supposition.
_WISHES = frozenset({"would_repeat"})
# What another does or asks for: "she was done in an hour", "they charged me".
_BY_OTHERS = frozenset({"procedure_minutes", "price_paid", "touch_up_price", "worth_it", "sessions"})
# What is a complication of healed lips only: for the first days everybody's are too bright, patchy, pale.
OF_HEALED_LIPS = frozenset({"wrong_color", "uneven_color", "fast_fading"})
# `nothing` rows say what is no finding; a `sure` row holds whatever stands in it ("never had one until this").
NOTHING, SURE = "nothing", "sure"
# What may be said of anything counts where the work is spoken of ("a breeze"), or the color ("all gone").
_OF_WORK, _OF_COLOR = "_of_work", "_of_color"
_STRENGTH = {"severe": 2, "gone": 2, "strong_yes": 2, "strong_no": 2, "moderate": 1}
_SENTENCE_END = re.compile(f"[{STOP}{ASKED}]+")
_HEADING = re.compile(f"[{DAY}{TIME}]{REST}*[{COLON}{RANGE}]")
_MOST_REMEMBERED, _MOST_SHARED = 100_000, 1_000


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


def sentences(symbols: str) -> list[tuple[int, str]]:
    """The sentences of a text, each with the place where it begins."""
    ends = [match.end() for match in _SENTENCE_END.finditer(symbols)]
    if ends[:1] == [len(symbols)]:
        return [(0, symbols)]
    starts = [0, *ends]
    return [
        (start, symbols[start:end]) for start, end in zip(starts, [*ends, len(symbols)], strict=True) if start < end
    ]


@cache
def part_reader(language: Language) -> Callable[[str], Part]:
    """What tells what a sentence of a language states."""

    # In characters for words many sentences are the same; what a sentence states depends on nothing else.
    @lru_cache(_MOST_REMEMBERED)
    def read_part(symbols: str) -> Part:
        return part_of(language.hits(symbols), language, symbols)

    return read_part


def forget_parts() -> None:
    """Forget the sentences that were read: for measuring."""
    part_reader.cache_clear()


def part_of(hits: Iterable[Hit], language: Language, symbols: str) -> Part:
    """What a part of a text states in which phrases stand."""
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
    if hit.finding in OF_HEALED_LIPS:
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
