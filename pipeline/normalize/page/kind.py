"""Tells of what kind a price is: a first visit, a touch-up, a deposit …; and whether a touch-up is part of it."""

import re
from functools import lru_cache

from crawler.extract.clauses import first_sentence, sentences
from crawler.extract.money import find_money
from pipeline.normalize.elapsed import Elapsed, read_elapsed, without_elapsed
from pipeline.normalize.page.words import Words, has_words_of, only_qualifies, without_words_of
from pipeline.normalize.service import areas, pattern, read_included, read_service, says
from pipeline.normalize.text import fold

# Kinds that a heading can give to all prices below it; of deposits and consultations it must say nothing else.
_KINDS_OF_HEADINGS = ("touch_up", "annual_refresh", "correction", "removal", "training", "model_special")
_LONGEST_HEADING = 60
_LONGEST_NOUN = 20
_JOINED = re.compile(r"[&+,/]|\s(?:and|et|und|y|e|i|и|та|si|og|och|ja|a)\s")
_NEAR = 2
"""Headings: what stands farther over a price speaks of the whole page."""


def read_kind(words: Words) -> tuple[str, Elapsed | None]:
    """The kind by the label; where it says none, by what follows the amount, the headings, or the page's title."""
    label = words.label
    if means_both(words):
        return "package", None
    for text in (label, f"{label} {words.noun}") if words.noun else (label,):
        service = read_service(text)
        if service.kind == "package" and _is_of_each(words):
            return "initial", service.elapsed
        if service.kind != "initial":
            return _of_a_course(service.kind, words), service.elapsed
    if says("model_special", fold(words.before)):
        return "model_special", None
    previous = words.previous if words.previous and only_qualifies(fold(label)) else ""
    for heading in _telling((previous, *words.headings)):
        if _names_another_area(label, heading):
            continue
        over = read_service(heading)
        if over.kind == "model_special" and any(
            read_service(near).kind == "training" for near in _over_it(words.headings)[: _NEAR + 1]
        ):
            return "training", None  # "1:1, with a live model"
        if over.kind in ("deposit", "consultation") and only_qualifies(fold(heading)):
            return over.kind, None  # a column or a section of deposits
        if over.kind in _KINDS_OF_HEADINGS and _is_of_one_kind(heading):
            if over.kind in ("touch_up", "annual_refresh") and read_elapsed(label):
                return _after(label, _kind_word(heading))
            return over.kind, service.elapsed
        if heading and read_elapsed(heading) and _is_only_a_time(heading) and read_included(heading) is None:
            return _after(heading)  # a column of its own
    if _is_in_a_school(words) and only_qualifies(fold(label)):
        return "training", None
    if (
        read_elapsed(label)
        and service.touch_up_included is None
        and _stands_in_line(words)
        and only_qualifies(fold(label))
        and _is_only_a_time(label)
    ):
        return _after(label)  # "7-12 months" alone
    return "initial", None


@lru_cache(100_000)
def _over_it(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that are over a price, without those that are the name of another item."""
    return tuple(heading for heading in headings if not _has_a_price(heading))


@lru_cache(100_000)
def _telling(over: tuple[str, ...]) -> tuple[str, ...]:
    """What may tell the kind of a price: of the words before it and of the headings near it."""
    previous, *headings = over
    return tuple(text for text in (previous, *_over_it(tuple(headings))[:_NEAR]) if text and _may_tell_a_kind(text))


def _may_tell_a_kind(text: str) -> bool:
    return read_service(text).kind != "initial" or (read_elapsed(text) is not None and _is_only_a_time(text))


def means_both(words: Words) -> bool:
    """Whether a price is that of both areas that the price before it is for: "lips or brows $400, both $700"."""
    text = fold(words.label)
    return has_words_of("both", text) and only_qualifies(text) and len(areas(fold(words.previous))) > 1


def _is_of_each(words: Words) -> bool:
    """Whether each of several areas has this price: "microblading and lip blush, $550 each"."""
    beside = f"{words.label} {first_sentence(words.after)[:_LONGEST_NOUN]}"
    return has_words_of("of_each", fold(beside))


def _is_in_a_school(words: Words) -> bool:
    """Whether a heading far above, or the page's title, speaks of courses, and none below it of work on clients."""
    for heading in (*words.headings[_NEAR:], words.title):
        if read_service(heading).kind == "training":
            return True
        if areas(fold(heading)) and says("permanent_makeup", fold(heading)):
            return False
    return False


@lru_cache(100_000)
def _has_a_price(heading: str) -> bool:
    """Whether a heading is the name of another item, with its price."""
    return any(money.form == "signed" for money in find_money(heading))


def _names_another_area(label: str, heading: str) -> bool:
    own, over = areas(fold(label)), areas(fold(heading))
    return bool(own and over) and not set(own) & set(over)


def _after(time: str, follow_up: str = "touch up") -> tuple[str, Elapsed | None]:
    """The kind of a follow-up after a time."""
    service = read_service(f"{follow_up} {time}")
    return service.kind, service.elapsed


def _kind_word(heading: str) -> str:
    match = pattern("touch_up").search(fold(heading)) or pattern("refresh").search(fold(heading))
    return match[0] if match else "touch up"


def _stands_in_line(words: Words) -> bool:
    """Whether the label stands beside its amount, and not over it: what stands over it may say how long it lasts."""
    return words.label in words.before or (not words.before and words.label in words.after)


def _is_only_a_time(text: str) -> bool:
    return re.search(r"[^\W\d_]{2,}", without_words_of("qualifying", without_elapsed(fold(text)))) is None


def _is_of_one_kind(heading: str) -> bool:
    """Whether everything under a heading is of its kind: a short heading, that joins the kind with nothing else."""
    parts = _JOINED.split(fold(heading))
    joins_work = len(parts) > 1 and (
        says("permanent_makeup", fold(heading)) or any(_is_something_else(part) for part in parts)
    )
    return len(heading) <= _LONGEST_HEADING and read_included(heading) is None and not joins_work


def _is_something_else(part: str) -> bool:
    """Whether a part of a heading is a noun of no kind: "redefinition and correction" describes a first visit."""
    return read_service(part).kind == "initial" and not only_qualifies(part) and not areas(part)


def _of_a_course(kind: str, words: Words) -> str:
    """A deposit for a course is a price of the course."""
    over = (*words.headings, words.previous, words.before)
    if kind in ("deposit", "consultation") and any(says("training", fold(heading)) for heading in over):
        return "training"
    return kind


def includes_touch_up(words: Words) -> bool | None:
    """Whether a touch-up is part of the price: by the label, else by what follows it, by the notes of its card, or by
    what stands right over it, as the head of its column."""
    included = read_service(words.label).touch_up_included
    if included is None:
        included = _included_by_notes(words.after, words.notes)
    return read_included(words.headings[0]) if included is None and words.headings else included


@lru_cache(100_000)
def _included_by_notes(after: str, notes: str) -> bool | None:
    # A note as a whole first: abbreviations ("inkl. Nachbehandlung") look like ends of sentences.
    parts = (part for note in (after, *notes.split(" · ")) for part in (note, *sentences(note)))
    found = map(read_included, parts)
    return next((included for included in found if included is not None), None)


def has_several_visits(label: str) -> bool:
    """Whether a label prices more than one visit together, as "2 sessions".

    >>> has_several_visits("Lip blush, 2 sessions")
    True
    """
    return has_words_of("several_visits", fold(label))
