"""Decides what a price is for: from the words that name it, completed by what stands over it.

The nearest words decide. A label that names an area or a service is believed; one that only qualifies ("first session",
"within 6 months", "upper and lower") takes the service of the nearest heading that names one.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.elapsed import Elapsed, read_elapsed, without_elapsed
from pipeline.normalize.service import areas, pattern, read_included, read_service, says, without_extras
from pipeline.normalize.text import fold, unglued
from pipeline.normalize.words import word_pattern

# Kinds that a heading can give to all prices below it; of deposits and consultations it must say nothing else.
_KINDS_OF_HEADINGS = ("touch_up", "annual_refresh", "correction", "removal", "training", "model_special")
_KIND_WORDS = (
    "touch_up",
    "refresh",
    "correction",
    "others_work",
    "removal",
    "deposit",
    "consultation",
    "model_special",
)
_PIGMENT_WORK = ("permanent_makeup", "blush", "liner", "neutralization", "full_color", "touch_up", "refresh")
_LONGEST_HEADING = 90
_LONGEST_HEADING_OF_KIND = 60
_NOUN = re.compile(r"[^\W\d_][^.,;|/()•·–—]{0,60}")


@dataclass(frozen=True)
class Meaning:
    """What is priced. `service` is its name for a reader: the label, with the heading that completes it."""

    service: str
    procedure: str
    kind: str
    elapsed: Elapsed | None
    touch_up_included: bool | None


@cache
def _words() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_name("meaning.toml").read_text(encoding="utf-8"))
    return {name: re.compile(word_pattern(words)) for name, words in table.items()}


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words that stand with a price: `headings` begins with the nearest, `previous` names the amount before it in
    the line, `before` and `after` touch the amount, `notes` is what else stands in the card or row."""

    label: str
    headings: tuple[str, ...] = ()
    previous: str = ""
    before: str = ""
    after: str = ""
    notes: str = ""
    title: str = ""

    @property
    def over(self) -> list[str]:
        """The headings, the nearest first, and then the title."""
        return [heading for heading in (*self.headings, self.title) if heading]

    @property
    def noun(self) -> str:
        """What directly follows the amount, as in "$50 deposit" and "150 € les lèvres"; empty where a sign divides."""
        match = _NOUN.match(self.after)
        return match[0] if match and read_included(match[0]) is None else ""


@lru_cache(20_000)
def read_meaning(words: Words, page_is_pigment: bool) -> Meaning:
    """What a price is for. `page_is_pigment` tells whether the page speaks of permanent makeup at all."""
    words = _without_note(words)
    procedure, named_by = _procedure(words, page_is_pigment)
    kind, elapsed = _kind(words)
    return Meaning(
        service=_name(words.label, named_by),
        procedure="other" if kind == "training" else procedure,
        kind=kind,
        elapsed=elapsed,
        touch_up_included=_included(words) if kind == "initial" else None,
    )


def _without_note(words: Words) -> Words:
    """Words behind an amount that name nothing are a note on the title above it: "£325 including touch-up"."""
    text = fold(words.label)
    rest, included = without_extras(text)
    is_note = included is not None and _only_qualifies(rest)
    if words.label in words.after and words.label not in words.before and not _names_a_service(text):
        is_note = True
    if is_note and words.headings:
        first, *others = words.headings
        return replace(words, label=first, headings=tuple(others), notes=f"{words.label} {words.notes}")
    return words


def _names_a_service(text: str) -> bool:
    if areas(text) or _names_a_kind(text) or _words()["other_services"].search(text):
        return True
    return any(says(concept, text) for concept in ("blush", "permanent_makeup", "not_lip_work", "training"))


_Told = tuple[str, str | None]
"""A procedure, and the words besides the label that told it."""


def _procedure(words: Words, page_is_pigment: bool) -> _Told:
    """The procedure: as the label says, else what stands over it, else any work that leaves pigment."""
    text = fold(words.label)
    is_open = _only_qualifies(text) or (_names_a_follow_up(text) and not _words()["other_services"].search(text))
    told = _by_label(words, page_is_pigment) or _by_what_stands_over(words, is_open, page_is_pigment)
    if told:
        return told
    names_a_kind = _names_a_kind(f"{text} {fold(words.noun)}")
    any_area = says("permanent_makeup", text) or (is_open and page_is_pigment and names_a_kind)
    return ("pmu_any" if any_area else "other"), None


def _by_label(words: Words, page_is_pigment: bool) -> _Told | None:
    """What the label says, or the noun behind the amount; null where they name no area and no other work."""
    label, text, noun = words.label, fold(words.label), fold(words.noun)
    if says("not_lip_work", pattern("lip_work").sub(" ", unglued(text))):
        return ("other" if areas(text) == ["lips"] else read_service(label).procedure), None
    if areas(text):
        return _unless_other_work(read_service(label).procedure, text, words, page_is_pigment), None
    if says("blush", text):
        return _shaded(label, words.over, words.notes, page_is_pigment)
    if areas(noun) or says("blush", noun):
        return read_service(f"{label} {words.noun}").procedure, words.noun
    return None


def _by_what_stands_over(words: Words, is_open: bool, page_is_pigment: bool) -> _Told | None:
    """What the nearest heading says that names an area.

    A label that names something of its own, of whatever kind, is completed by the heading right over it only.
    """
    label, text = words.label, fold(words.label)
    if is_open and words.previous and areas(fold(words.previous)):
        return read_service(f"{words.previous}: {label}").procedure, words.previous
    for place, heading in enumerate(words.over):
        above = fold(heading)
        if len(above) > _LONGEST_HEADING and place:
            continue
        if says("not_lip_work", above) and not areas(above):
            return "other", None
        if areas(above) or _words()["lips_alone"].search(above):
            if not is_open and (place > 0 or _words()["other_services"].search(text)):
                return None
            procedure = read_service(f"{heading}: {label}").procedure
            return _unless_other_work(procedure, above, words, page_is_pigment), heading
        if is_open and says("permanent_makeup", above):
            return "pmu_any", heading
    return None


def _shaded(label: str, over: list[str], notes: str, page_is_pigment: bool) -> tuple[str, str | None]:
    """A label of shading or blush alone: brows are powdered too, cheeks are blushed, nails are ombré."""
    heading = next((heading for heading in over if areas(fold(heading))), None)
    if heading:
        return read_service(f"{heading}: {label}").procedure, heading
    if _words()["lips_alone"].search(fold(label)):
        return ("other" if notes and not says("lips", fold(notes)) else "lip_blush"), None
    return ("pmu_any" if page_is_pigment else "other"), None


def _unless_other_work(procedure: str, text: str, around: Words, page_is_pigment: bool) -> str:
    """A bare "Lips" is waxed, filled or tattooed: the nearest words around that say which, decide."""
    if procedure == "other" or any(says(concept, text) for concept in _PIGMENT_WORK):
        return procedure
    if _words()["colouring"].search(text):
        return procedure
    # What a package is described with speaks of more than its lips.
    notes = "" if len(areas(text)) > 1 else around.notes
    for nearby in map(fold, (*around.headings, notes, around.title)):
        if any(says(concept, nearby) for concept in ("permanent_makeup", "blush", "neutralization")):
            return procedure
        if says("not_lip_work", nearby):
            return "other"
    return procedure if page_is_pigment or procedure in ("brows", "eyeliner") else "other"


def _only_qualifies(text: str) -> bool:
    """Whether a label names nothing by itself."""
    rest = without_elapsed(text)
    for concept in _KIND_WORDS:
        rest = re.sub(pattern(concept), " ", rest)
    rest = _words()["qualifying"].sub(" ", rest)
    return re.search(r"[^\W\d_]{2,}", rest) is None


def _names_a_kind(text: str) -> bool:
    return any(says(concept, text) for concept in _KIND_WORDS)


def _names_a_follow_up(text: str) -> bool:
    return any(says(concept, text) for concept in ("touch_up", "refresh", "consultation", "deposit", "others_work"))


def _kind(words: Words) -> tuple[str, Elapsed | None]:
    """The kind by the label; where it says none, by what follows the amount, the headings, or the page's title."""
    label = words.label
    for text in (label, f"{label} {words.noun}"):
        service = read_service(text)
        if service.kind != "initial":
            return _of_a_course(service.kind, words), service.elapsed
    if says("model_special", fold(words.before)):
        return "model_special", None
    is_open = _only_qualifies(fold(label))
    for heading in (words.previous if is_open else "", *words.headings[:2]):
        if _names_another_area(label, heading):
            continue
        over = read_service(heading)
        if over.kind in ("deposit", "consultation") and _only_qualifies(fold(heading)):
            return over.kind, None  # a column or a section of deposits
        if over.kind in _KINDS_OF_HEADINGS and _is_of_one_kind(heading):
            if over.kind in ("touch_up", "annual_refresh") and read_elapsed(label):
                joined = read_service(f"{_kind_word(heading)} {label}")
                return joined.kind, joined.elapsed
            return over.kind, service.elapsed
        if heading and read_elapsed(heading) and _is_only_a_time(heading):
            follow_up = read_service(f"touch up {heading}")  # a column of its own
            return follow_up.kind, follow_up.elapsed
    if is_open and any(read_service(over).kind == "training" for over in (*words.headings[2:], words.title)):
        return "training", None
    if (
        is_open
        and service.touch_up_included is None
        and read_elapsed(label)
        and _stands_in_line(words)
        and _is_only_a_time(label)
    ):
        follow_up = read_service(f"touch up {label}")  # "7-12 months" alone
        return follow_up.kind, follow_up.elapsed
    return "initial", None


def _names_another_area(label: str, heading: str) -> bool:
    own, over = areas(fold(label)), areas(fold(heading))
    return bool(own and over) and not set(own) & set(over)


def _stands_in_line(words: Words) -> bool:
    """Whether the label stands beside its amount, and not over it: what stands over it may say how long it lasts."""
    return words.label in words.before or (not words.before and words.label in words.after)


def _is_only_a_time(text: str) -> bool:
    return re.search(r"[^\W\d_]{2,}", _words()["qualifying"].sub(" ", without_elapsed(fold(text)))) is None


def _is_of_one_kind(heading: str) -> bool:
    """Whether everything under a heading is of its kind: a short heading, that joins the kind with nothing else."""
    joins_work = re.search(r"[&+,/]|\s(?:and|et|und|y|e|i|и|та|si|og|och|ja|a)\s", fold(heading))
    return (
        len(heading) <= _LONGEST_HEADING_OF_KIND
        and read_included(heading) is None
        and not (joins_work and says("permanent_makeup", fold(heading)))
    )


def _of_a_course(kind: str, words: Words) -> str:
    """A deposit for a course is a price of the course."""
    over = (*words.headings, words.previous, words.before)
    if kind in ("deposit", "consultation") and any(says("training", fold(heading)) for heading in over):
        return "training"
    return kind


def _kind_word(heading: str) -> str:
    match = pattern("touch_up").search(fold(heading)) or pattern("refresh").search(fold(heading))
    return match[0] if match else "touch up"


def has_several_visits(label: str) -> bool:
    """Whether a label prices more than one visit together, as "2 sessions".

    >>> has_several_visits("Lip blush, 2 sessions")
    True
    """
    return _words()["several_visits"].search(fold(label)) is not None


def _included(words: Words) -> bool | None:
    """Whether a touch-up is part of the price: by the label, else by what follows it, else by the notes of its card."""
    found = (read_service(words.label).touch_up_included, *map(read_included, (words.after, *words.notes.split(" · "))))
    return next((included for included in found if included is not None), None)


def _name(label: str, heading: str | None) -> str:
    return f"{heading}: {label}" if heading and label else label or heading or ""
