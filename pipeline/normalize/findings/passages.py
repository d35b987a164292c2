"""A text in passages: runs of sentences that are read by themselves, and remembered as they are written.

Reviews repeat whole sentences ("I love my lips!"), so what those tell is looked up before anything is read.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.normalize.findings.language import Language
from pipeline.normalize.findings.quantities import Money, Quantities
from pipeline.normalize.findings.stated import Part, Stated, forget_parts, part_reader, sentences
from pipeline.normalize.findings.vocabulary import ASKED, STOP

_FRESH_DAYS = 14
_FRESH_WEEK = 7  # for what only says how long ago it was
# For how many sentences the heading of a diary holds: "Day 3: swollen. Dry. They look so dark."
_SENTENCES_OF_A_HEADING = 3
# "I had it done four days ago": the account is of the first days until it names a later one.
_ALL_SENTENCES = 10_000
_MOST_REMEMBERED, _MOST_MET, _LONGEST_REMEMBERED = 20_000, 200_000, 600
# No cleaned text has this character.
_BORDER = "\0"
# "3 -\n4 days" is one range.
_LINE_END = re.compile(r"(?<![-–—~])\n(?![-–—~])")
_ENDS = frozenset({STOP, ASKED})


class Told(NamedTuple):
    """A phrase that states something of the writer's lips. `days`, `money`, `number`: the last such quantity in it.

    `start`, `end`, `sentence` and `money_at` are places among the words, `characters` are those of the cleaned text.
    """

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
    characters: tuple[int, int]

    def moved(self, words: int, characters: int) -> "Told":
        """The phrase in a text in which so much stands before its passage."""
        if not words:
            return self
        first, last = self.characters
        return Told(
            self.start + words,
            self.end + words,
            self.finding,
            self.value,
            self.denied,
            self.days,
            self.money,
            self.number,
            None if self.money_at is None else self.money_at + words,
            self.is_momentary,
            self.is_overall,
            self.sentence + words,
            (first + characters, last + characters),
        )


Sentence = tuple[Part, Sequence[tuple[Stated, Told]], int | None]
"""A part of a text with its quantities: what it states, and as a phrase; for how many sentences the lips are fresh.

The latter counts from this one on, and is null where it names no day.
"""


class Passage:
    """Sentences that nothing reaches into: they are read as what they are, whatever stands before and after them.

    `symbols` are the characters for its words, once `sentences` are there those for its quantities; null until then, as
    most texts tell nothing at all. `is_of_studio` once somebody was read to speak of her clients.
    """

    __slots__ = ("begins_with_end", "is_of_studio", "may_tell", "sentences", "symbols", "text", "tokens")

    def __init__(self, language: Language, text: str) -> None:
        self.text = text
        self.symbols, self.tokens = language.encode(text)
        self.may_tell = language.may_tell(self.symbols)
        self.begins_with_end = self.symbols[:1] in _ENDS
        self.sentences: Sequence[Sentence] | None = None
        self.is_of_studio = False


def with_quantities(passage: Passage, parts: Sequence[tuple[int, Part]], quantities: Quantities) -> list[Sentence]:
    """Parts of a passage, each with the place where it begins, with the values of the quantities in them."""
    found: list[Sentence] = []
    last = max([start + each.end for start, part in parts for each in part.stated], default=0)
    places = _places(passage.text, passage.tokens[:last])
    for start, part in parts:
        phrases = _phrases(part, start, quantities, places) if part.stated else ()
        names_day = part.headed or part.dated is not None
        found.append((part, phrases, _fresh(part, start, quantities) if names_day else None))
    return found


def read_sentences(language: Language, unread: Sequence[Passage]) -> None:
    """Read passages that are not read yet, all of them in step.

    Every step goes through tables that fill a processor's caches: to change between them costs more than they do.
    """
    read_part = part_reader(language)
    read = [language.quantities(passage.symbols, passage.tokens) for passage in unread]
    for passage, quantities in zip(unread, read, strict=True):
        passage.symbols = quantities.symbols
        parts = [(start, read_part(part)) for start, part in sentences(quantities.symbols)]
        passage.sentences = with_quantities(passage, parts, quantities)
        passage.is_of_studio = any(part.of_studio for _, part in parts)


class Memory:
    """The passages of a language that were met twice; of those met once, only that they were: most never are again."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.passages: dict[str, Passage] = {}
        self.met: set[int] = set()

    def passage(self, text: str) -> Passage:
        """A passage, read or yet to be read."""
        known = self.passages.get(text)
        if known is not None:
            return known
        passage = Passage(self._language, text)
        if (sign := hash(text)) in self.met:
            self._keep(passage)
        elif len(text) <= _LONGEST_REMEMBERED:
            if len(self.met) >= _MOST_MET:
                self.met.clear()
            self.met.add(sign)
        return passage

    def _keep(self, passage: Passage) -> None:
        if len(self.passages) >= _MOST_REMEMBERED:
            del self.passages[next(iter(self.passages))]
        self.passages[passage.text] = passage


@cache
def memory_of(language: Language) -> Memory:
    """What is remembered of the passages of a language."""
    return Memory(language)


def forget() -> None:
    """Forget what was read: for measuring."""
    memory_of.cache_clear()
    forget_parts()


def passages(language: Language, lines: str) -> list[Passage]:
    """The passages of a cleaned text; put together they are the text."""
    memory = memory_of(language)
    found = [memory.passage(text) for text in _bordered(lines).split(_BORDER)]
    for passage in found[1:]:
        if passage.begins_with_end:
            return [memory.passage(text) for text in _joined(found)]
    return found


def _joined(found: Sequence[Passage]) -> list[str]:
    """The texts of passages in which one that begins with an end is part of the one before ("Loved it! 🙌 Thank")."""
    texts: list[str] = []
    for passage in found:
        if texts and passage.begins_with_end:
            texts[-1] += passage.text
        else:
            texts.append(passage.text)
    return texts


def _bordered(lines: str) -> str:
    """A text with a border after the end of each sentence that a space, or a line, follows."""
    if "\n" in lines:
        lines = _LINE_END.sub("\n" + _BORDER, lines)
    return lines.replace(". ", f".{_BORDER} ").replace("! ", f"!{_BORDER} ").replace("? ", f"?{_BORDER} ")


def _places(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text, in characters, each of its words begins and ends."""
    places, end = [], 0
    for token in tokens:
        start = text.index(token, end)
        end = start + len(token)
        places.append((start, end))
    return places


def _phrases(
    part: Part, start: int, quantities: Quantities, places: Sequence[tuple[int, int]]
) -> list[tuple[Stated, Told]]:
    return [
        (each, _told(each, start, quantities, places))
        for each in part.stated
        if each.day_at is None or quantities.days[each.day_at + start] > _FRESH_DAYS
    ]


def _fresh(part: Part, start: int, quantities: Quantities) -> int | None:
    if part.headed:
        return _SENTENCES_OF_A_HEADING if quantities.days[start] <= _FRESH_DAYS else 0
    if part.dated is None:
        return None
    place, in_passing = part.dated
    reaches = 1 if in_passing else _ALL_SENTENCES
    return reaches if quantities.days[place + start] <= _FRESH_WEEK else 0


def _told(stated: Stated, moved: int, quantities: Quantities, characters: Sequence[tuple[int, int]]) -> Told:
    start, end = stated.start + moved, stated.end + moved
    # Two quantities ("a $450 treatment, 2 hours"): the one that the phrase ends with is meant.
    places = range(end - 1, start - 1, -1)
    money_at = _last(places, quantities.money)
    days_at, number_at = _last(places, quantities.days), _last(places, quantities.numbers)
    return Told(
        start,
        end,
        stated.finding,
        stated.value,
        stated.denied,
        quantities.days[days_at] if days_at is not None else None,
        quantities.money[money_at] if money_at is not None else None,
        quantities.numbers[number_at] if number_at is not None else None,
        money_at,
        stated.is_momentary,
        stated.is_overall,
        stated.sentence + moved,
        (characters[start][0], characters[end - 1][1]),
    )


def _last(places: range, quantities: Mapping[int, object]) -> int | None:
    return next((place for place in places if place in quantities), None) if quantities else None
