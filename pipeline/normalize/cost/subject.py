"""Tells what each amount of a sentence is about: lips, any area, a touch-up, brows, something else, or no treatment."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.normalize.concepts import pattern
from pipeline.normalize.cost.vocabulary import listed, may_name, words
from pipeline.normalize.text import fold
from pipeline.normalize.words import word_pattern

NO_TREATMENT = "no_treatment"
"""A deposit, a course, a lipstick: no estimate of what a treatment costs."""

_BY_SERVICE = {
    "lips": "lips",
    "brows": "brows",
    "eyes": "eyes",
    "permanent_makeup": "any_area",
    "blush": "blush",
    "touch_up": "touch_up",
    "refresh": "touch_up",
}
_BY_COST = {"other_treatment": "other", "no_treatment": NO_TREATMENT}
_CLAUSE = re.compile(r"[;:()—|]|,\s|\s[–-]\s|[.!?]\s")
# Words that may stand between an amount and what it buys: "$500 for a full lip blush".
_ATTACHING = re.compile(
    r"[\s-]*(?:(?:for|on|in|of|per|a|an|the|your|full|each|one|initial|first|non|refundable|fur|eine|einen|ein|die|das|den|pour|un|une|le|la|"
    r"les|por|para|una|el|los|per|il|lo|za|pa|for|voor|een|de|в|на|за|professional|standard|basic|complete|single)[\s-]+)*"
)
# Where what stands behind an amount stops to be of it.
_OTHER_MATTER = re.compile(
    r"[;:()—|]|,\s|\s[–-]\s|[.!?]\s|\b(?:and|or|but|while|whereas|with|plus|including|before|after|because|so|und|et|y|e|i|и|och|og|en)\b"
)
# Whoever says it is no treatment: "says cosmetic tattooist Ann Lee".
_SPOKEN_BY = re.compile(r",?[”\"]?\s+(?:says|said|explains|notes|adds|according to)\b")
_ADDING = re.compile("and|plus")
_FARTHEST_COMPARED = 22
_FARTHEST_PRICE = 40
_FARTHEST_TOGETHER = 10
_AREAS = frozenset({"lips", "brows", "eyes"})
_SPECIFIC = frozenset({"lips", "brows", "other"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that names what is spoken of."""

    start: int
    end: int
    kind: str


@lru_cache(20_000)
def mentions(text: str) -> tuple[Mention, ...]:
    """What a folded text names, from left to right, none overlapping: where two do, the longer one stands."""
    named = may_name().candidates(text)
    patterns = [(pattern(concept), kind) for concept, kind in _BY_SERVICE.items()]
    patterns += [(words(concept), kind) for concept, kind in _BY_COST.items() if concept in named]
    found = [
        Mention(match.start(), match.end(), kind)
        for pattern_of_kind, kind in patterns
        for match in pattern_of_kind.finditer(text)
        if match.end() > match.start()
    ]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda mention: (mention.start - mention.end, mention.start)):
        # "Cosmetic tattoo removal": what the longer one leaves of the shorter is named too.
        start = max([one.start, *(other.end for other in kept if other.start <= one.start < other.end)])
        end = min([one.end, *(other.start for other in kept if other.start < one.end <= other.end)])
        if start < end and all(end <= other.start or other.end <= start for other in kept):
            kept.append(Mention(start, end, one.kind))
    return tuple(sorted(kept, key=lambda mention: mention.start))


def subjects(pieces: tuple[str, ...]) -> list[str | None]:
    """What each amount between the folded pieces of a sentence is about; null where the sentence does not say."""
    pieces = (*pieces[:-1], _SPOKEN_BY.split(pieces[-1])[0])
    cleared = [_cleared(piece, number < len(pieces) - 1) for number, piece in enumerate(pieces)]
    found: list[str | None] = []
    for place in range(len(pieces) - 1):
        before, after = cleared[place], cleared[place + 1]
        told = attached(after) or _named_before(before) or (found[-1] if found else None)
        found.append(told or _named_after(after, is_last=place == len(pieces) - 2))
    return found


def subject_of(text: str | None) -> str | None:
    """What a sentence before, a heading or a title is about: what it names first."""
    if not text:
        return None
    folded = _cleared(fold(text), priced=False)
    named = _spoken_of(folded)
    if not named:
        return None
    clauses = [_of_clause(clause) for clause in _clauses(folded, named)]
    first = clauses[0]
    return next((one for one in clauses[1:] if one in ("lips", "brows")), first) if first == "any_area" else first


def attached(after: str) -> str | None:
    """What is named directly behind an amount: "$600 for a lip blush", "$100 deposit"."""
    lead = _ATTACHING.match(after)
    start = lead.end() if lead else 0
    end = _OTHER_MATTER.search(after, start)
    named = [one for one in mentions(after) if one.start >= start and one.end <= (end.start() if end else len(after))]
    if not named or named[0].start > start:
        return None
    together = named[:1]
    for one in named[1:]:
        if one.start - together[-1].end <= _FARTHEST_TOGETHER:
            together.append(one)
    return _of_clause(together)


def _named_before(before: str) -> str | None:
    """What the words before an amount speak of: the nearest clause that names anything, and names more than "any"."""
    named = _spoken_of(before)
    kinds = [_of_clause(clause) for clause in _clauses(before, named)]
    if not kinds:
        return None
    last = kinds[-1]
    return next((kind for kind in reversed(kinds[:-1]) if kind in _SPECIFIC), last) if last == "any_area" else last


def _named_after(after: str, is_last: bool) -> str | None:
    """What the words behind an amount speak of: before another matter; behind the last amount an area anywhere."""
    end = _OTHER_MATTER.search(after)
    named = [
        one
        for one in _spoken_of(after)
        if one.end <= (end.start() if end else len(after)) or (is_last and one.kind not in (NO_TREATMENT, "touch_up"))
    ]
    clauses = list(_clauses(after, named))
    return _of_clause(clauses[0]) if clauses else None


def _clauses(text: str, named: list[Mention]) -> list[list[Mention]]:
    """What is named, clause by clause."""
    ends = [match.start() for match in _CLAUSE.finditer(text)] + [len(text)]
    by_clause: dict[int, list[Mention]] = {}
    for one in named:
        by_clause.setdefault(next(end for end in ends if end >= one.start), []).append(one)
    return list(by_clause.values())


def _of_clause(named: list[Mention]) -> str:
    """What one clause is about: several areas together are any area; a touch-up of lips is a touch-up."""
    kinds = {one.kind for one in named}
    for kind in (NO_TREATMENT, "other", "touch_up"):
        if kind in kinds:
            return kind
    areas = kinds & _AREAS
    if not areas:
        # What a blush is of, another word may tell: brows are powdered too.
        return "lips" if "blush" in kinds else "any_area"
    if len(areas) > 1:
        return "any_area"
    return "other" if "eyes" in areas else areas.pop()


def _spoken_of(text: str) -> list[Mention]:
    """What a text names, but for what it only compares with."""
    return [
        one
        for one in mentions(text)
        if not _compared().search(text[max(0, one.start - _FARTHEST_COMPARED) : one.start])
    ]


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(word_pattern(listed("compared")) + r"[\s-]+(?:[^\W\d_]+[\s-]+){0,2}$")


def _cleared(piece: str, priced: bool) -> str:
    """A piece without what the price depends on and what is part of it; `priced` where an amount follows."""
    piece = _depending().sub(lambda match: " " * len(match[0]), piece)
    if all(one.kind != "touch_up" for one in mentions(piece)):
        return piece

    def of_extra(match: re.Match[str]) -> str:
        rest = piece[match.end() :]
        own = match["and"] is not None and (
            not priced
            or (not _ADDING.match(match["and"]) and words("cost").search(rest) is not None)
            or len(rest) > _FARTHEST_PRICE
            or _CLAUSE.search(rest) is not None
        )
        return " " * len(match[0]) if match["and"] is None or own else match[0]

    return _extras().sub(of_extra, piece)


@cache
def _depending() -> re.Pattern[str]:
    rest = rf"(?:(?!{words('cost').pattern})[^,;:()|—])*"
    return re.compile(rf"{word_pattern(listed('depending'))}{rest}|{word_pattern(listed('aside'))}")


@cache
def _extras() -> re.Pattern[str]:
    """What is included: "including one touch-up"; and what may be ("with a touch-up"), or may be priced by itself."""
    joining = ("with", "plus", "and", "mit", "avec", "con", "com", "met", "z", "с", "med")
    firm = word_pattern(word for word in listed("included") if word not in joining)
    extra = rf"(?:{pattern('touch_up').pattern}|{pattern('refresh').pattern})"
    few = r"[\s.,-]*(?:[^\W_]+[\s-]+){0,4}?"
    after = (
        r"\s+(?:is |are |usually |often |typically )*"
        r"(?:and all\b|included|inklusive|inbegriffen|inclus\w*|inclu[iy]d\w*|compres\w|inbegrepen|w cenie|включен\w*)"
    )
    return re.compile(rf"{firm}{few}{extra}|{extra}{after}|(?P<and>{word_pattern(joining)}){few}{extra}")
