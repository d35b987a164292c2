"""Finds the phrases that stand in a sentence: of some thousands, the few are looked for of which it has the words."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from pipeline.normalize.findings.phrases import Compiled
from pipeline.normalize.findings.word_bits import WordBits

# How many of the words that a phrase must have are compared as bits; the rest, of few phrases, one by one.
_WORDS_AS_BITS = 3


class Hit(NamedTuple):
    """A phrase of a finding in a text of word characters: where it stands, and the value its table gives."""

    start: int
    end: int
    finding: str
    value: str


class Phrase:
    """A row of a table: what it is evidence of, and which value it has (`time`, `money`: the quantity in it).

    `musts` are the words of which a text has one each where it stands, beyond those that are compared as bits.
    """

    def __init__(self, finding: str, value: str, expression: str, musts: Iterable[frozenset[str]]) -> None:
        self.finding = finding
        self.value = value
        self.musts = tuple(musts)
        self._expression = expression

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Where it next stands in a text; compiled when a text first has its words: most never do."""
        return re.compile(self._expression).search


class PhraseIndex:
    """Phrases by the words that they must have.

    Each phrase has as many bits beside each other as words are compared, one for each: a part of a text has them all
    where it has all of these words. So one pass over its words tells which phrases may stand in it.
    """

    def __init__(self) -> None:
        self._phrases: list[Phrase] = []
        self._bits = WordBits()
        self._rarest: set[str] = set()
        self._firsts = 0

    def add(self, finding: str, value: str, compiled: Compiled) -> None:
        """Keep a phrase; one without any word that it must have is an error of its table."""
        if not compiled.musts:
            raise ValueError(f"a phrase of {finding} has no word that it must have")
        rarest, *others = dict.fromkeys(compiled.musts)
        others.sort(key=len)
        first = 1 << (_WORDS_AS_BITS * len(self._phrases))
        for number, words in zip_longest(range(_WORDS_AS_BITS), [rarest, *others][:_WORDS_AS_BITS]):
            self._bits.add(first << number, words)
        self._firsts |= first
        self._rarest |= rarest
        self._phrases.append(Phrase(finding, value, compiled.expression, others[_WORDS_AS_BITS - 1 :]))

    def symbols(self) -> frozenset[str]:
        """The characters that are the rarest word of some phrase."""
        return frozenset(self._rarest)

    def hits(self, part: str) -> list[Hit]:
        """Every place of a part of a text where a phrase stands."""
        found = []
        for phrase in self._candidates(set(part)):
            match = phrase.search(part)
            while match is not None:
                found.append(Hit(match.start(), match.end(), phrase.finding, phrase.value))
                match = phrase.search(part, match.end())
        return found

    def _candidates(self, here: set[str]) -> list[Phrase]:
        """The phrases of which a part of a text has all words."""
        of_words = self._bits.of(here)
        bits = of_words & self._firsts
        for number in range(1, _WORDS_AS_BITS):
            bits &= of_words >> number
        found = []
        while bits:
            place = bits.bit_length() - 1
            bits ^= 1 << place
            phrase = self._phrases[place // _WORDS_AS_BITS]
            for must in phrase.musts:
                if must.isdisjoint(here):
                    break
            else:
                found.append(phrase)
        return found
