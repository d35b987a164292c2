"""One text of a page, such as a label, a heading or a note, with what it says by itself.

The same texts stand with thousands of prices, and several rules ask each of them the same: each question is answered
once.
"""

import re
from functools import cached_property, lru_cache

from crawler.extract.clauses import sentences
from crawler.extract.money import find_money
from pipeline.normalize.concepts import areas_among, concepts, first_concepts, without
from pipeline.normalize.elapsed import Elapsed, names_a_unit, read_elapsed, without_elapsed
from pipeline.normalize.page.exclusions import Exclusions, read_exclusions
from pipeline.normalize.page.times import Span, read_healing_days, read_minutes, read_months_lasting
from pipeline.normalize.service import Service, read_included, read_service, without_extras
from pipeline.normalize.text import clean, fold

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
_QUALIFIERS = (*_KIND_WORDS, "ranks", "qualifying")
_INCLUDING = ("included_before", "excluded_before", "includes", "count", "second_visit")
_OF_A_NOTE = (*_QUALIFIERS, *_INCLUDING)
_VISITS = ("touch_up", "refresh", "second_visit")
"""One of these is named by whatever tells that a touch-up is included."""
_NOUN = re.compile(r"[^\W\d_][^.,;|/()•·–—]{0,60}")
_NAME = re.compile(r"\W*[^\W\d_]{2,}(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BETWEEN_LINES = " · "


class Wording:
    """A text of a page: `text` is cleaned, `folded` as one compares it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The concepts that it has a word of."""
        return concepts(self.folded)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas that it names."""
        return areas_among(self.concepts)

    @cached_property
    def service(self) -> Service:
        """What it says as the label of a service."""
        return read_service(self.text)

    @cached_property
    def elapsed(self) -> Elapsed | None:
        """The time after a first visit that it names."""
        return read_elapsed(self.text)

    @cached_property
    def included(self) -> bool | None:
        """What it says of the touch-up: included, extra, or (null) nothing."""
        return None if self.concepts.isdisjoint(_VISITS) else read_included(self.text)

    @cached_property
    def included_in_sentences(self) -> bool | None:
        """What it says of the touch-up as a whole, else in the first of its sentences that says anything of it.

        Abbreviations ("inkl. Nachbehandlung") look like ends of sentences: so it is read as a whole first.
        """
        if self.included is not None or self.concepts.isdisjoint(_VISITS):
            return self.included
        return next((told for told in map(read_included, sentences(self.text)) if told is not None), None)

    @cached_property
    def is_note(self) -> bool:
        """Whether it says of a touch-up that it is included or extra, and nothing else."""
        if self.concepts.isdisjoint(_VISITS) or (self._begins_with_a_name and "lips" in self._first):
            return False
        rest, included = without_extras(self.folded)
        return included is not None and wording_of(rest).only_qualifies

    @cached_property
    def minutes(self) -> Span | None:
        """How long it says that a treatment takes."""
        return read_minutes(self.text)

    @cached_property
    def months_lasting(self) -> Span | None:
        """How long it says that the result lasts."""
        return read_months_lasting(self.text)

    @cached_property
    def healing_days(self) -> Span | None:
        """How long it says that the skin heals."""
        return read_healing_days(self.text)

    @cached_property
    def exclusions(self) -> Exclusions:
        """What it says against an amount's being a price of a service."""
        return read_exclusions(self.text)

    @cached_property
    def only_qualifies(self) -> bool:
        """Whether it names nothing by itself."""
        if self._begins_with_a_name and not names_a_unit(self.folded):
            return False
        rest = without_elapsed(self.folded)
        for concept in _QUALIFIERS:
            if concept in self.concepts:
                rest = without(concept, rest)
        return _WORD.search(rest) is None

    @cached_property
    def _first(self) -> frozenset[str]:
        return first_concepts(self.folded)

    @cached_property
    def _begins_with_a_name(self) -> bool:
        """Whether its first word is of something that is named, and cannot be of what qualifies it: most labels are."""
        return _NAME.match(self.folded) is not None and self._first.isdisjoint(_OF_A_NOTE)

    @cached_property
    def is_only_a_time(self) -> bool:
        """Whether it names nothing but a time."""
        return _WORD.search(without("qualifying", without_elapsed(self.folded))) is None

    @cached_property
    def names_a_kind(self) -> bool:
        """Whether it names a kind of visit or payment, whatever the service."""
        return not self.concepts.isdisjoint(_KIND_WORDS)

    @cached_property
    def names_a_service(self) -> bool:
        """Whether it names an area, a service or a kind."""
        if self.areas or self.names_a_kind or "other_services" in self.concepts:
            return True
        return not self.concepts.isdisjoint(("blush", "permanent_makeup", "not_lip_work", "training"))

    @cached_property
    def has_a_price(self) -> bool:
        """Whether there is an amount with its sign in it."""
        return any(money.form == "signed" for money in find_money(self.text))

    @cached_property
    def noun(self) -> "Wording":
        """What directly follows an amount, as in "$50 deposit" and "150 € les lèvres"; empty where a sign divides."""
        match = _NOUN.match(self.text)
        return wording_of(match[0]) if match and read_included(match[0]) is None else NO_WORDS


@lru_cache(100_000)
def wording_of(text: str) -> Wording:
    """A text as it was found, as wording."""
    return Wording(clean(text)) if text else NO_WORDS


@lru_cache(50_000)
def wordings_of(texts: tuple[str, ...]) -> tuple[Wording, ...]:
    """Several texts, such as the headings over a price."""
    return tuple(map(wording_of, texts))


def lines_of(text: str) -> tuple[Wording, ...]:
    """The lines of a card or row, which the crawler puts side by side."""
    return tuple(map(wording_of, text.split(_BETWEEN_LINES))) if text else ()


NO_WORDS = Wording("")
