"""The cues of a language, compiled, each with the words of which it must have one: most texts have none of them."""

import re
from collections.abc import Mapping, Sequence

from pipeline.normalize.findings.phrases import Grammar
from pipeline.normalize.findings.word_bits import WordBits


class Cue:
    """A pattern, and the bit that a text has where one of the words stands in it that the pattern must have."""

    __slots__ = ("bit", "finditer", "match", "replaced", "search")

    def __init__(self, expression: str, bit: int) -> None:
        pattern = re.compile(expression)
        self.bit = bit
        self.search, self.match = pattern.search, pattern.match
        self.finditer, self.replaced = pattern.finditer, pattern.sub


class CueTable:
    """Compiles the table `scope` of a language: its lists of phrases, by name.

    `bits` are those of the cues that may stand in a text.
    """

    def __init__(self, grammar: Grammar, table: Mapping[str, Sequence[str]]) -> None:
        self._grammar = grammar
        self._table = table
        self._next = 1
        self.bits = WordBits()

    def words(self, name: str) -> str:
        """An expression for any phrase of a list."""
        return self._grammar.any_of(self._table.get(name, ()))

    def cue(self, *names: str, expression: str | None = None) -> Cue:
        """Any phrase of some lists, or an `expression` in which one of their phrases must stand."""
        phrases = [phrase for name in names for phrase in self._table.get(name, ())]
        cue = Cue(expression or self._grammar.any_of(phrases), self._next)
        self._next <<= 1
        self.bits.add(cue.bit, self._grammar.needed(phrases))
        return cue
