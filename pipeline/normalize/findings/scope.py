"""Whether a place in a text states something of the writer's own lips: clause by clause, with what carries over.

Negation and modality reach from their cue to the end of the clause; who and which procedure is spoken of carries from
clause to clause until another is named. The cues are the table `scope` of a language.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.normalize.findings.cues import Cue
from pipeline.normalize.findings.divided import Divided
from pipeline.normalize.findings.scope_cues import ScopeCues
from pipeline.normalize.findings.topics import Topics
from pipeline.normalize.findings.vocabulary import ASKED, DAY, REST, TIME, WORD

_FARTHEST = 40  # words on either side of a finding that are looked at: longer clauses are lists or noise
_NEGATION_REACHES = 9
_FRESH_AFTER = 8
SENTENCES_ABOUT_OTHERS = 2


class Standing(NamedTuple):
    """How a place in a text stands: whether it is told as a fact, and whether it is denied.

    `of_others` and `other_work`: whether it is told of another person, of another procedure; null where this text names
    none before it, so that what stands before the text decides.
    """

    told: bool
    denied: bool
    of_others: bool | None
    other_work: bool | None


_NOT_TOLD = Standing(told=False, denied=False, of_others=None, other_work=None)


def _mask(match: re.Match[str]) -> str:
    return WORD + REST * (len(match[0]) - 1)


class Scope:
    """One text, in which places are asked after."""

    def __init__(self, cues: ScopeCues, symbols: str) -> None:
        self._cues = cues
        self._within = cues.bits.of(symbols)
        self._symbols = cues.masked.replaced(_mask, symbols) if self._within & cues.masked.bit else symbols
        self._divided = Divided(self._symbols, cues.sentence_end, cues.clause_start)
        self.topics = Topics(cues.topics, self._each(cues.topics.named), self._divided)
        self._persons = [(match.start(), match["other"] is not None) for match in self._each(cues.person)]
        works = [(match.span(), match.lastgroup) for match in self._each(cues.work)]
        self._works = [(start, end, named != "lips") for (start, end), named in works]
        # What is only mentioned ("I have had a root canal") does not become the topic.
        self._carried_works = [(start, end, named == "other") for (start, end), named in works if named != "passing"]

    def _has(self, cue: Cue, part: str) -> bool:
        """Whether a cue stands in a part of the text."""
        return self._within & cue.bit != 0 and cue.search(part) is not None

    def _begins(self, cue: Cue, part: str) -> bool:
        """Whether a part of the text begins with a cue."""
        return self._within & cue.bit != 0 and cue.match(part) is not None

    def _each(self, cue: Cue) -> Iterable[re.Match[str]]:
        """Every place of the text where a cue stands."""
        return cue.finditer(self._symbols) if self._within & cue.bit else ()

    def standing(self, start: int, end: int, *, may_be_wished: bool = False, by_others: bool = False) -> Standing:
        """How the words from `start` to `end` stand.

        `may_be_wished` for what is a wish by nature ("would do it again"), `by_others` for what another may do to the
        writer ("she ruined my lips").
        """
        cues, symbols = self._cues, self._symbols
        sentence, sentence_end = self._divided.sentence(start)
        clause, _ = self._divided.clause(start)
        _, clause_end = self._divided.clause(max(start, end - 1))
        clause, sentence = max(clause, start - _FARTHEST), max(sentence, start - 2 * _FARTHEST)
        left, right = symbols[clause:start], symbols[end : min(clause_end, end + _FARTHEST)]
        phrase = symbols[start:end]
        before = symbols[self._turned(sentence, start) : start]
        told = not (
            self._asked(start, end, sentence, sentence_end, clause)
            or self._has(cues.untold_before, before)
            or self._has(cues.untold_left, left)
            or self._has(cues.untold_within, phrase)
            or self._begins(cues.earlier_after, right)
            or (not may_be_wished and (self._has(cues.supposed, left) or self._begins(cues.supposed_after, right)))
            or self._begins(cues.befell_others, right)
        )
        if not told:
            return _NOT_TOLD
        # A phrase that denies by itself ("didn't feel a thing") is not denied again by the one before it, nor one whose
        # statement is a clause of its own ("no blurring [after two years, and the color is still bright]").
        before_it = "" if self._divided.clause(end - 1)[0] > start else left[-_NEGATION_REACHES:]
        denied = not self._begins(cues.denial, phrase) and (
            self._has(cues.denial, before_it) or self._begins(cues.denial_after, right)
        )
        return Standing(
            told,
            denied,
            self._of_others(start, end, "" if by_others else left),
            self._other_work(start, end, clause_end),
        )

    def is_possible(self, start: int, end: int) -> bool:
        """Whether the words themselves hold a "can", a "may"."""
        cue = self._cues.possible
        return self._within & cue.bit != 0 and cue.search(self._symbols, start, end) is not None

    def sentence(self, place: int) -> int:
        """Where the sentence of a place begins."""
        return self._divided.sentence(place)[0]

    def is_momentary(self, start: int, end: int) -> bool:
        """Whether the clause names a moment, a part ("only the second pass stung")."""
        return self._has(self._cues.moment, self._clause(start, end))

    def is_overall(self, start: int, end: int) -> bool:
        """Whether the clause gives its word as the one that counts."""
        return self._has(self._cues.overall, self._clause(start, end))

    def _turned(self, sentence: int, start: int) -> int:
        """Where a sentence last turns before a place: what is supposed before a "but" does not reach beyond it."""
        if not self._within & self._cues.turning.bit:
            return sentence
        return max(
            (match.start() for match in self._cues.turning.finditer(self._symbols, sentence, start)), default=sentence
        )

    def is_fresh(self, start: int, end: int) -> bool:
        """Whether the sentence tells of the first days ("at first", "right after"), not of the healed lips."""
        if not self._within & self._cues.fresh.bit:
            return False
        first, last = self._divided.sentence(start)
        around = max(first, start - _FARTHEST), min(last, end + _FRESH_AFTER)
        return self._cues.fresh.search(self._symbols, *around) is not None

    @property
    def dated(self) -> tuple[int, bool] | None:
        """Where it stands how long ago it was done, or which day it is, and whether only this sentence is of it."""
        if TIME not in self._symbols and DAY not in self._symbols:
            return None
        match = next(iter(self._each(self._cues.dated)), None)
        times = range(match.end() - 1, match.start() - 1, -1) if match else ()
        place = next((place for place in times if self._symbols[place] in (TIME, DAY)), None)
        return None if match is None or place is None else (place, match["passing"] is not None)

    @property
    def is_of_studio(self) -> bool:
        """Whether somebody speaks of her clients."""
        return self._has(self._cues.studio, self._symbols)

    def before(self, start: int) -> range:
        """The places of the sentence before one."""
        return range(self._turned(self._divided.sentence(start)[0], start), start)

    def _clause(self, start: int, end: int) -> str:
        first, last = self._divided.clause(start)[0], self._divided.clause(end - 1)[1]
        return self._symbols[max(first, start - _FARTHEST) : min(last, end + _FARTHEST)]

    def _asked(self, start: int, end: int, sentence: int, sentence_end: int, clause: int) -> bool:
        """A statement before a question in one sentence is none: "they healed patchy, is that normal?"."""
        if ASKED not in self._symbols[max(start, sentence_end - 3) : sentence_end] or ASKED in self._symbols[start:end]:
            return False
        before = self._symbols[sentence:start]
        if self._has(self._cues.presupposing, before):
            return False
        if self._cues.asking.search(before) or self._cues.asking.match(self._symbols[start:end]):
            return True
        return self._divided.clause(start)[1] >= sentence_end - 1

    def _of_others(self, start: int, end: int, left: str) -> bool | None:
        if self._has(self._cues.she, left) and not self._names_writer(start, end):
            return True
        number = bisect_right(self._persons, (end - 1, True)) - 1
        if number < 0:
            return None
        if not self._persons[number][1]:
            return False
        here = bisect_right(self._divided.sentences, start)
        away = here - bisect_right(self._divided.sentences, self._persons[number][0])
        # "My friend had hers done. It took a month to heal."
        return away == 0 or (away <= SENTENCES_ABOUT_OTHERS and self._carries_on(self._divided.sentences[here - 1]))

    def _carries_on(self, sentence: int) -> bool:
        return self._cues.carried_by.match(self._symbols, sentence) is not None

    @property
    def carries_on(self) -> bool:
        """Whether the text begins with a word that goes on about whom the one before it names."""
        return self._carries_on(0)

    @property
    def last_person(self) -> bool | None:
        """Whether the last person that is named is another; null where none is."""
        return self._persons[-1][1] if self._persons else None

    @property
    def last_work(self) -> bool | None:
        """Whether the last procedure that is spoken of is another; null where none is."""
        return self._carried_works[-1][2] if self._carried_works else None

    def _names_writer(self, start: int, end: int) -> bool:
        """Whether the words themselves say whom it befell ("she scarred me")."""
        return any(match["writer"] for match in self._cues.person.finditer(self._symbols, start, end))

    def _other_work(self, start: int, end: int, clause_end: int) -> bool | None:
        if not self._works:
            return None
        inside = [other for place, _, other in self._near(start, end)]
        if inside:
            return inside[-1]
        # "Not half as much as [my ankle tattoo]": that is only compared with.
        compared, near = self._cues.comparing.search, self._near(end, min(clause_end, end + 8))
        after = [other for place, _, other in near if not (other and compared(self._symbols, start, place))]
        number = bisect_right(self._works, (start, 0, False)) - 1
        clause = self._divided.clause(start)[0]
        named_before = number >= 0 and self._works[number][0] >= clause
        if not named_before and after:
            return after[0]
        if number >= 0 and self._works[number][0] >= self.sentence(start):
            return self._works[number][2]
        carried = bisect_right(self._carried_works, (start, 0, False)) - 1
        return self._carried_works[carried][2] if carried >= 0 else None

    def _near(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        first = bisect_right(self._works, (start, -1, False))
        return self._works[first : bisect_right(self._works, (end - 1, len(self._symbols), True))]
