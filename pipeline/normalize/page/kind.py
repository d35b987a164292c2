"""Tells of what kind a price is: a first visit, a touch-up, a deposit …; and whether a touch-up is part of it."""

import re
from functools import lru_cache

from crawler.extract.clauses import first_sentence
from pipeline.normalize.concepts import pattern
from pipeline.normalize.elapsed import Elapsed
from pipeline.normalize.page.surroundings import Surroundings
from pipeline.normalize.page.wording import NO_WORDS, Wording, wording_of
from pipeline.normalize.service import read_service

# Kinds that a heading can give to all prices below it; of deposits and consultations it must say nothing else.
_KINDS_OF_HEADINGS = ("touch_up", "annual_refresh", "correction", "removal", "training", "model_special")
_LONGEST_HEADING = 60
_LONGEST_NOUN = 20
_JOINED = re.compile(r"[&+,/]|\s(?:and|et|und|y|e|i|и|та|si|og|och|ja|a)\s")
_NEAR = 2
"""Headings: what stands farther over a price speaks of the whole page."""


def read_kind(words: Surroundings) -> tuple[str, Elapsed | None]:
    """The kind by the label; where it says none, by what follows the amount, the headings, or the page's title."""
    label = words.label
    if means_both(words):
        return "package", None
    for text in (label, joined(label, words.after.noun)) if words.after.noun.text else (label,):
        service = text.service
        if service.kind == "deposit" and "whole_price" in words.before.concepts:
            return "initial", service.elapsed
        if service.kind == "package" and _is_of_each(words):
            return "initial", service.elapsed
        if service.kind != "initial":
            return _of_a_course(service.kind, words), service.elapsed
    if "model_special" in words.before.concepts:
        return "model_special", None
    for heading in _telling(words.previous if label.only_qualifies else NO_WORDS, words.headings):
        if label.areas and heading.areas and set(label.areas).isdisjoint(heading.areas):
            continue
        over = heading.service
        if over.kind == "model_special" and any(
            near.service.kind == "training" for near in _over_it(words.headings)[: _NEAR + 1]
        ):
            return "training", None  # "1:1, with a live model"
        if over.kind in ("deposit", "consultation") and heading.only_qualifies:
            return over.kind, None  # a column or a section of deposits
        if over.kind in _KINDS_OF_HEADINGS and _is_of_one_kind(heading):
            if over.kind in ("touch_up", "annual_refresh") and label.elapsed:
                return _after(label, _kind_word(heading.folded))
            return over.kind, service.elapsed
        if heading.elapsed and heading.is_only_a_time and heading.included is None:
            return _after(heading)  # a column of its own
    if label.only_qualifies and _is_in_a_school(words):
        return "training", None
    if (
        label.elapsed
        and service.touch_up_included is None
        and _stands_in_line(words)
        and label.only_qualifies
        and label.is_only_a_time
    ):
        return _after(label)  # "7-12 months" alone
    return "initial", None


def joined(text: Wording, other: Wording) -> Wording:
    """Two texts that are read as one."""
    return wording_of(f"{text.text} {other.text}")


@lru_cache(50_000)
def _over_it(headings: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """The headings that are over a price, without those that are the name of another item."""
    return tuple(heading for heading in headings if not heading.has_a_price)


@lru_cache(50_000)
def _telling(previous: Wording, headings: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """What may tell the kind of a price: of the words before it and of the headings near it."""
    return tuple(text for text in (previous, *_over_it(headings)[:_NEAR]) if text.text and _may_tell_a_kind(text))


def _may_tell_a_kind(text: Wording) -> bool:
    return text.service.kind != "initial" or (text.elapsed is not None and text.is_only_a_time)


def means_both(words: Surroundings) -> bool:
    """Whether a price is that of both areas that the price before it is for: "lips or brows $400, both $700"."""
    return "both" in words.label.concepts and words.label.only_qualifies and len(words.previous.areas) > 1


def _is_of_each(words: Surroundings) -> bool:
    """Whether each of several areas has this price: "microblading and lip blush, $550 each"."""
    beside = f"{words.label.text} {first_sentence(words.after.text)[:_LONGEST_NOUN]}"
    return "of_each" in wording_of(beside).concepts


def _is_in_a_school(words: Surroundings) -> bool:
    """Whether a heading far above, or the page's title, speaks of courses, and none below it of work on clients."""
    for heading in (*words.headings[_NEAR:], words.title):
        if heading.service.kind == "training":
            return True
        if heading.areas and "permanent_makeup" in heading.concepts:
            return False
    return False


def _after(time: Wording, follow_up: str = "touch up") -> tuple[str, Elapsed | None]:
    """The kind of a follow-up after a time."""
    service = read_service(f"{follow_up} {time.text}")
    return service.kind, service.elapsed


def _kind_word(heading: str) -> str:
    match = pattern("touch_up").search(heading) or pattern("refresh").search(heading)
    return match[0] if match else "touch up"


def _stands_in_line(words: Surroundings) -> bool:
    """Whether the label stands beside its amount, and not over it: what stands over it may say how long it lasts."""
    label, before = words.label.text, words.before.text
    return label in before or (not before and label in words.after.text)


@lru_cache(20_000)
def _is_of_one_kind(heading: Wording) -> bool:
    """Whether everything under a heading is of its kind: a short heading, that joins the kind with nothing else."""
    parts = _JOINED.split(heading.folded)
    joins_work = len(parts) > 1 and (
        "permanent_makeup" in heading.concepts or any(_is_something_else(wording_of(part)) for part in parts)
    )
    return len(heading.text) <= _LONGEST_HEADING and heading.included is None and not joins_work


def _is_something_else(part: Wording) -> bool:
    """Whether a part of a heading is a noun of no kind: "redefinition and correction" describes a first visit."""
    return part.service.kind == "initial" and not part.only_qualifies and not part.areas


def _of_a_course(kind: str, words: Surroundings) -> str:
    """A deposit for a course is a price of the course."""
    over = (*words.headings, words.previous, words.before)
    if kind in ("deposit", "consultation") and any("training" in heading.concepts for heading in over):
        return "training"
    return kind


def includes_touch_up(words: Surroundings) -> bool | None:
    """Whether a touch-up is part of the price: by the label, else by what follows it, by the notes of its card, or by
    what stands right over it, as the head of its column."""
    included = words.label.service.touch_up_included
    if included is None:
        notes = (note.included_in_sentences for note in (words.after, *words.notes))
        included = next((told for told in notes if told is not None), None)
    return words.headings[0].included if included is None and words.headings else included


def has_several_visits(label: Wording) -> bool:
    """Whether a label prices more than one visit together, as "2 sessions".

    >>> has_several_visits(wording_of("Lip blush, 2 sessions"))
    True
    """
    return "several_visits" in label.concepts
