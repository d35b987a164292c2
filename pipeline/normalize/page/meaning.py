"""Decides what a price is for: from the words that name it, completed by what stands over it.

The nearest words decide. A label that names an area or a service is believed; one that only qualifies ("first session",
"within 6 months", "upper and lower") takes the service of the nearest heading that names one.
"""

from functools import lru_cache
from typing import NamedTuple

from pipeline.normalize.elapsed import Elapsed
from pipeline.normalize.page.kind import includes_touch_up, means_both, read_kind
from pipeline.normalize.page.words import Words, has_words_of, names_a_kind, names_a_service, only_qualifies
from pipeline.normalize.service import areas, concepts, read_service, says, without, without_extras
from pipeline.normalize.text import fold, unglued

_PIGMENT_WORK = ("permanent_makeup", "blush", "liner", "neutralization", "full_color", "touch_up", "refresh")
_LONGEST_HEADING = 90


class Meaning(NamedTuple):
    """What is priced. `service` is its name for a reader: the label, with the heading that completes it."""

    service: str
    procedure: str
    kind: str
    elapsed: Elapsed | None
    touch_up_included: bool | None


def read_meaning(words: Words, page_is_pigment: bool) -> Meaning:
    """What a price is for. `page_is_pigment` tells whether the page speaks of permanent makeup at all."""
    words = _without_note(words)
    procedure, named_by = _procedure(words, page_is_pigment)
    kind, elapsed = read_kind(words)
    return Meaning(
        service=_name(words.label, named_by),
        procedure="other" if kind == "training" else procedure,
        kind=kind,
        elapsed=elapsed,
        touch_up_included=includes_touch_up(words) if kind == "initial" else None,
    )


def _without_note(words: Words) -> Words:
    """Words behind an amount that name nothing are a note on the title above it: "£325 including touch-up"."""
    label, headings = words.label, words.headings
    stands_behind = label in words.after and label not in words.before
    if headings and (_is_note(label) or (stands_behind and not names_a_service(fold(label)))):
        return words._replace(label=headings[0], headings=headings[1:], notes=f"{label} {words.notes}")
    return words


@lru_cache(100_000)
def _is_note(label: str) -> bool:
    """Whether a label says of a touch-up that it is included or extra, and nothing else."""
    rest, included = without_extras(fold(label))
    return included is not None and only_qualifies(rest)


_Told = tuple[str, str | None]
"""A procedure, and the words besides the label that told it."""


def _procedure(words: Words, page_is_pigment: bool) -> _Told:
    """The procedure: as the label says, else what stands over it, else any work that leaves pigment."""
    if alone := _by_label_alone(words.label):
        return alone, None
    text = fold(words.label)
    is_open = only_qualifies(text) or (_names_a_follow_up(text) and not _names_other_services(text))
    told = _by_label_among_others(words, page_is_pigment) or _by_what_stands_over(words, is_open, page_is_pigment)
    if told:
        return told
    is_kind = names_a_kind(f"{text} {fold(words.noun)}" if words.noun else text)
    any_area = says("permanent_makeup", text) or (
        page_is_pigment and (says("several_areas", text) or (is_open and is_kind))
    )
    return ("pmu_any" if any_area else "other"), None


@lru_cache(100_000)
def _by_label_alone(label: str) -> str | None:
    """The procedure, where the label tells it whatever stands around it."""
    text = fold(label)
    if says("not_lip_work", without("lip_work", unglued(text))):
        return "other" if areas(text) == ("lips",) else read_service(label).procedure
    procedure = read_service(label).procedure
    return procedure if areas(text) and _says_which_work(procedure, text) else None


def _by_label_among_others(words: Words, page_is_pigment: bool) -> _Told | None:
    """What the label says with the words around it, or the noun behind the amount; null where they name no area."""
    label, text, noun = words.label, fold(words.label), fold(words.noun)
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
    if means_both(words):
        return "pmu_any", words.previous
    if is_open and words.previous and areas(fold(words.previous)):
        return read_service(f"{words.previous}: {label}").procedure, words.previous
    for place, heading in enumerate(words.over):
        above = fold(heading)
        if len(above) > _LONGEST_HEADING and place:
            continue
        if says("not_lip_work", above) and not areas(above):
            return "other", None
        if areas(above) or _is_of_lips_alone(above):
            if not is_open and (place > 0 or _names_other_services(text)):
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
    if _is_of_lips_alone(fold(label)):
        return ("other" if notes and not says("lips", fold(notes)) else "lip_blush"), None
    return ("pmu_any" if page_is_pigment else "other"), None


def _unless_other_work(procedure: str, text: str, around: Words, page_is_pigment: bool) -> str:
    """A bare "Lips" is waxed, filled or tattooed: the nearest words around that say which, decide."""
    if _says_which_work(procedure, text):
        return procedure
    # What a package is described with speaks of more than its lips.
    notes = "" if len(areas(text)) > 1 else around.notes
    for nearby in map(fold, (*around.headings, notes, around.title)):
        if any(says(concept, nearby) for concept in ("permanent_makeup", "blush", "neutralization", "lip_work")):
            return procedure
        if says("not_lip_work", nearby):
            return "other"
        if _is_colouring(nearby) and not {"brows", "eyes"} & set(areas(nearby)):
            return procedure
    return procedure if page_is_pigment or procedure in ("brows", "eyeliner") else "other"


def _says_which_work(procedure: str, text: str) -> bool:
    """Whether the words of an area tell themselves which work is done there."""
    return procedure == "other" or not concepts(text).isdisjoint(_PIGMENT_WORK) or _is_colouring(text)


def _is_colouring(text: str) -> bool:
    return has_words_of("colouring", text)


def _names_other_services(text: str) -> bool:
    return has_words_of("other_services", text)


def _is_of_lips_alone(text: str) -> bool:
    return has_words_of("lips_alone", text)


def _names_a_follow_up(text: str) -> bool:
    return not concepts(text).isdisjoint(("touch_up", "refresh", "consultation", "deposit", "others_work"))


def _name(label: str, heading: str | None) -> str:
    return f"{heading}: {label}" if heading and label else label or heading or ""
