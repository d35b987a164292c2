"""Decides what a price is for: from the words that name it, completed by what stands over it.

The nearest words decide. A label that names an area or a service is believed; one that only qualifies ("first session",
"within 6 months", "upper and lower") takes the service of the nearest heading that names one.
"""

from functools import lru_cache
from typing import NamedTuple

from pipeline.normalize.concepts import concepts, without
from pipeline.normalize.elapsed import Elapsed
from pipeline.normalize.page.kind import includes_touch_up, joined, means_both, read_kind
from pipeline.normalize.page.surroundings import Surroundings
from pipeline.normalize.page.wording import NO_WORDS, Wording, wording_of
from pipeline.normalize.text import unglued

_PIGMENT_WORK = ("permanent_makeup", "blush", "liner", "neutralization", "full_color", "touch_up", "refresh")
_LONGEST_HEADING = 90


class Meaning(NamedTuple):
    """What is priced. `service` is its name for a reader: the label, with the heading that completes it."""

    service: str
    procedure: str
    kind: str
    elapsed: Elapsed | None
    touch_up_included: bool | None


def read_meaning(words: Surroundings, page_is_pigment: bool) -> Meaning:
    """What a price is for. `page_is_pigment` tells whether the page speaks of permanent makeup at all."""
    words = _without_note(words)
    procedure, named_by = _procedure(words, page_is_pigment)
    kind, elapsed = read_kind(words)
    return Meaning(
        service=_name(words.label.text, named_by),
        procedure="other" if kind == "training" else procedure,
        kind=kind,
        elapsed=elapsed,
        touch_up_included=includes_touch_up(words) if kind == "initial" else None,
    )


def _without_note(words: Surroundings) -> Surroundings:
    """Words behind an amount that name nothing are a note on the title above it: "£325 including touch-up"."""
    label, headings = words.label, words.headings
    tells_of_touch_up = label.included is not None and not label.areas
    if headings and (label.is_note or (_stands_behind(words) and (tells_of_touch_up or not label.names_a_service))):
        return words._replace(label=headings[0], headings=headings[1:], notes=(label, *words.notes))
    return words


def _stands_behind(words: Surroundings) -> bool:
    return words.label.text in words.after.text and words.label.text not in words.before.text


_Told = tuple[str, str | None]
"""A procedure, and the words besides the label that told it."""


def _procedure(words: Surroundings, page_is_pigment: bool) -> _Told:
    """The procedure: as the label says, else what stands over it, else any work that leaves pigment."""
    label, noun = words.label, words.after.noun
    if alone := _by_label_alone(label):
        return alone, None
    is_open = label.only_qualifies or (_names_a_follow_up(label) and "other_services" not in label.concepts)
    told = _by_label_among_others(words, page_is_pigment) or _by_what_stands_over(words, is_open, page_is_pigment)
    if told:
        return told
    if "permanent_makeup" in label.concepts:
        return "pmu_any", None
    is_kind = is_open and (joined(label, noun) if noun.text else label).names_a_kind
    is_any_area = page_is_pigment and ("several_areas" in label.concepts or is_kind)
    return ("pmu_any" if is_any_area else "other"), None


@lru_cache(100_000)
def _by_label_alone(label: Wording) -> str | None:
    """The procedure, where the label tells it whatever stands around it."""
    procedure = label.service.procedure
    if "not_lip_work" in concepts(without("lip_work", unglued(label.folded))):
        return "other" if label.areas == ("lips",) else procedure
    return procedure if label.areas and _says_which_work(procedure, label) else None


def _by_label_among_others(words: Surroundings, page_is_pigment: bool) -> _Told | None:
    """What the label says with the words around it, or the noun behind the amount; null where they name no area."""
    label, noun = words.label, words.after.noun
    if label.areas:
        return _unless_other_work(label.service.procedure, label, words, page_is_pigment), None
    if "blush" in label.concepts:
        return _shaded(words, page_is_pigment)
    if noun.areas or "blush" in noun.concepts:
        return joined(label, noun).service.procedure, noun.text
    return None


def _by_what_stands_over(words: Surroundings, is_open: bool, page_is_pigment: bool) -> _Told | None:
    """What the nearest heading says that names an area.

    A label that names something of its own, of whatever kind, is completed by the heading right over it only.
    """
    label = words.label
    if means_both(words):
        return "pmu_any", words.previous.text
    if is_open and words.previous.areas:
        return _under(words.previous, label), words.previous.text
    for place, heading in enumerate(words.over):
        if place and len(heading.folded) > _LONGEST_HEADING:
            continue
        if "not_lip_work" in heading.concepts and not heading.areas:
            return "other", None
        if heading.areas or _is_of_lips_alone(heading):
            if not is_open and (place > 0 or "other_services" in label.concepts):
                return None
            return _unless_other_work(_under(heading, label), heading, words, page_is_pigment), heading.text
        if is_open and "permanent_makeup" in heading.concepts:
            return "pmu_any", heading.text
    return None


def _under(heading: Wording, label: Wording) -> str:
    """The procedure of a label that a heading completes."""
    return wording_of(f"{heading.text}: {label.text}").service.procedure


def _shaded(words: Surroundings, page_is_pigment: bool) -> _Told:
    """A label of shading or blush alone: brows are powdered too, cheeks are blushed, nails are ombré."""
    heading = next((heading for heading in words.over if heading.areas), None)
    if heading:
        return _under(heading, words.label), heading.text
    if _is_of_lips_alone(words.label):
        is_of_lips = not words.notes or any("lips" in note.concepts for note in words.notes)
        return ("lip_blush" if is_of_lips else "other"), None
    return ("pmu_any" if page_is_pigment else "other"), None


def _unless_other_work(procedure: str, text: Wording, around: Surroundings, page_is_pigment: bool) -> str:
    """A bare "Lips" is waxed, filled or tattooed: the nearest words around that say which, decide."""
    if _says_which_work(procedure, text):
        return procedure
    # What a package is described with speaks of more than its lips.
    notes = wording_of(" ".join(note.text for note in around.notes)) if len(text.areas) < 2 else NO_WORDS
    for nearby in (*around.headings, notes, around.title):
        if not nearby.concepts.isdisjoint(("permanent_makeup", "blush", "neutralization", "lip_work")):
            return procedure
        if "not_lip_work" in nearby.concepts:
            return "other"
        if "colouring" in nearby.concepts and not {"brows", "eyes"} & set(nearby.areas):
            return procedure
    return procedure if page_is_pigment or procedure in ("brows", "eyeliner") else "other"


def _says_which_work(procedure: str, text: Wording) -> bool:
    """Whether the words of an area tell themselves which work is done there."""
    return procedure == "other" or not text.concepts.isdisjoint(_PIGMENT_WORK) or "colouring" in text.concepts


def _is_of_lips_alone(text: Wording) -> bool:
    return "lips_alone" in text.concepts


def _names_a_follow_up(text: Wording) -> bool:
    return not text.concepts.isdisjoint(("touch_up", "refresh", "consultation", "deposit", "others_work"))


def _name(label: str, heading: str | None) -> str:
    return f"{heading}: {label}" if heading and label else label or heading or ""
