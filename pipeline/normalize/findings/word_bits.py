"""What may stand in a text by the words in it: each thing is one bit, and a text has the bits that its words allow."""

from collections.abc import Iterable
from functools import reduce
from operator import or_


class WordBits:
    """Things as bits, each with the words of which one must stand in a text for it to stand there."""

    def __init__(self) -> None:
        self._by_word: dict[str, int] = {}
        self._anywhere = 0

    def add(self, bit: int, words: Iterable[str] | None) -> None:
        """A thing that must have one of these words; null where it needs none."""
        if words is None:
            self._anywhere |= bit
        for word in words or ():
            self._by_word[word] = self._by_word.get(word, 0) | bit

    def of(self, words: Iterable[str]) -> int:
        """The bits of what may stand among these words."""
        # Most words have no bits: to join long numbers with nothing would cost as much as with others.
        return reduce(or_, filter(None, map(self._by_word.get, words)), self._anywhere)
