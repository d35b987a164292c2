"""A text of word characters, divided into its sentences and its clauses."""

import re
from bisect import bisect_right
from collections.abc import Sequence


class Divided:
    """Where the sentences and the clauses of a text begin and end.

    A sentence ends where `sentence_end` matches; within it a clause begins behind what `clause_start` matches, unless
    its group `bound` or `likened` does ("so that it", "as if I"). Most texts are asked for sentences only.
    """

    __slots__ = ("_clause_start", "_clauses", "sentences", "symbols")

    def __init__(self, symbols: str, sentence_end: re.Pattern[str], clause_start: re.Pattern[str]) -> None:
        self.symbols = symbols
        self.sentences = [0, *(match.end() for match in sentence_end.finditer(symbols))]
        self._clause_start = clause_start
        self._clauses: list[int] | None = None

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence of a place begins and ends."""
        return self._part(self.sentences, place)

    def clause(self, place: int) -> tuple[int, int]:
        """Where the clause of a place begins and ends."""
        if self._clauses is None:
            self._clauses = self._begin_of_clauses()
        return self._part(self._clauses, place)

    def around(self, start: int, end: int) -> tuple[int, int, int]:
        """Where the sentence and the clause of `start` begin, and where the clause of the word before `end` ends."""
        return self.sentence(start)[0], self.clause(start)[0], self.clause(max(start, end - 1))[1]

    def _begin_of_clauses(self) -> list[int]:
        starts = set(self.sentences)
        for match in self._clause_start.finditer(self.symbols):
            if match["bound"] is None and match["likened"] is None:
                starts.add(match.end())
        return sorted(starts)

    def _part(self, starts: Sequence[int], place: int) -> tuple[int, int]:
        number = bisect_right(starts, place)
        return starts[number - 1], starts[number] if number < len(starts) else len(self.symbols)
