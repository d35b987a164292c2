"""Compiles tables of words into patterns, the way the TOML tables of this folder write them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby

from crawler.extract.phrases import UNSPACED
from pipeline.normalize.text import fold

_BEGINS_A_WORD = r"(?<![^\W_])"
_ANY_BEGINNING = r"\w*"
_KEY_LENGTH = 4


def word_pattern(words: Iterable[str]) -> str:
    """A regular expression (one group, not capturing) for any of the words, to be matched on folded text.

    A `*` at an end stands for more letters; a space stands for anything but letters and digits, or nothing. Words of
    scripts without spaces match inside other words, longest first as everywhere.
    """
    # What stands before a word is tested once for all words beside each other that ask for it: at most places of a
    # text no word begins, and the others are then told by their first letter.
    together = [
        f"{before}(?:{'|'.join(rest for _, rest in group)})" if before == _BEGINS_A_WORD else _joined(group)
        for before, group in groupby(map(_one_word, _alternatives(words)), key=lambda word: word[0])
    ]
    return "(?:" + "|".join(together) + ")"


def _joined(words: Iterable[tuple[str, str]]) -> str:
    return "|".join(before + rest for before, rest in words)


def _alternatives(words: Iterable[str]) -> list[str]:
    # The final sigma is a form of the letter, not another one: casefold makes it the ordinary one.
    return sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))


def _one_word(word: str) -> tuple[str, str]:
    """What must stand before a word, and the word with what must stand behind it."""
    if UNSPACED.search(word):
        return "", re.escape(word).replace(r"\ ", r"\s*")
    core = r"[\W_]*".join(re.escape(part) for part in word.strip("*").split())
    if not re.search(r"\w", core):
        return "", core
    before = _ANY_BEGINNING if word.startswith("*") else _BEGINS_A_WORD
    after = r"\w*" if word.endswith("*") else r"(?![^\W_])"
    return before, core + after


class WordIndex:
    """Tells quickly which tables of words a text may hold a word of: those whose words it holds the beginnings of.

    Patterns of hundreds of words cost most where they match nothing, and most texts hold words of few tables.
    """

    def __init__(self, tables: Mapping[str, Iterable[str]]) -> None:
        keys: defaultdict[str, set[str]] = defaultdict(set)
        for name, words in tables.items():
            for word in words:
                keys[_key(fold(word))].add(name)
        self._tables = {key: frozenset(names) for key, names in keys.items()}
        self._keys = {size: {key for key in keys if len(key) == size} for size in sorted(set(map(len, keys)))}
        self.candidates = lru_cache(100_000)(self._candidates)

    def _candidates(self, text: str) -> frozenset[str]:
        """The tables of which a folded text may hold a word; of all others it holds none, nor does any part of it."""
        found: set[str] = set()
        for size, keys in self._keys.items():
            pieces = {text[place : place + size] for place in range(len(text) - size + 1)}
            for key in pieces & keys:
                found |= self._tables[key]
        return frozenset(found)


def _key(word: str) -> str:
    """The beginning of the longest part of a word: wherever the word stands in a text, so do these letters."""
    parts = word.split() if UNSPACED.search(word) else word.strip("*").split()
    return max(parts, key=len)[:_KEY_LENGTH]
