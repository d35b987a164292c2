"""The cues of a language, compiled, each with the words of which it must have one: most texts have none of them."""

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import repeat
from operator import or_

from pipeline.normalize.findings.phrases import Grammar


class Cue:
    """A pattern, and the bit that a text has where one of the words stands in it that the pattern must have."""

    __slots__ = ("bit", "finditer", "match", "replaced", "search")

    def __init__(self, expression: str, bit: int) -> None:
        pattern = re.compile(expression)
        self.bit = bit
        self.search, self.match = pattern.search, pattern.match
        self.finditer, self.replaced = pattern.finditer, pattern.sub


class CueTable:
    """Compiles the table `scope` of a language: its lists of phrases, by name."""

    def __init__(self, grammar: Grammar, table: Mapping[str, Sequence[str]]) -> None:
        self._grammar = grammar
        self._table = table
        self._bits: dict[str, int] = {}
        self._anywhere = 0
        self._next = 1

    def words(self, name: str) -> str:
        """An expression for any phrase of a list."""
        return self._grammar.any_of(self._table.get(name, ()))

    def cue(self, *names: str, expression: str | None = None) -> Cue:
        """Any phrase of some lists, or an `expression` in which one of their phrases must stand."""
        phrases = [phrase for name in names for phrase in self._table.get(name, ())]
        cue = Cue(expression or self._grammar.any_of(phrases), self._next)
        self._next <<= 1
        needed = self._grammar.needed(phrases)
        if needed is None:
            self._anywhere |= cue.bit
        for symbol in needed or ():
            self._bits[symbol] = self._bits.get(symbol, 0) | cue.bit
        return cue

    def bits(self) -> "CueBits":
        """Which cues may stand in a text, of those compiled so far."""
        return CueBits(self._bits, self._anywhere)


class CueBits:
    """The bits of cues by the words of which they must have one, and those of the cues that must have none."""

    def __init__(self, by_symbol: Mapping[str, int], anywhere: int) -> None:
        self._by_symbol = dict(by_symbol)
        self._anywhere = anywhere

    def of(self, symbols: str) -> int:
        """The bits of the cues that may stand in a text."""
        return reduce(or_, map(self._by_symbol.get, symbols, repeat(0)), self._anywhere)
