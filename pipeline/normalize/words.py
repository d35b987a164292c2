"""Compiles tables of words into patterns, the way the TOML tables of this folder write them."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain, groupby
from typing import Generic, TypeVar

from crawler.extract.phrases import UNSPACED
from pipeline.normalize.text import fold

_BEGINS_A_WORD = r"(?<![^\W_])"
_ANY_BEGINNING = r"\w*"
_NOTHING = "(?!)"
_WORD = re.compile(r"[^\W_]+")
_KEY_LENGTH = 6


def word_pattern(words: Iterable[str], in_ascii: bool = False) -> str:
    """A regular expression (one group, not capturing) for any of the words, to be matched on folded text.

    For texts `in_ascii` only words in ASCII are looked for: the many of other scripts would cost most of the time.

    A `*` at an end stands for more letters; a space stands for anything but letters and digits, or nothing. Words of
    scripts without spaces match inside other words, longest first as everywhere.
    """
    # What stands before a word is tested once for all words beside each other that ask for it: at most places of a
    # text no word begins, and the others are then told by their first letter.
    together = [
        f"{before}(?:{'|'.join(rest for _, rest in group)})" if before == _BEGINS_A_WORD else _joined(group)
        for before, group in groupby(map(_one_word, _alternatives(words, in_ascii)), key=lambda word: word[0])
    ]
    return "(?:" + "|".join(together or [_NOTHING]) + ")"


def _joined(words: Iterable[tuple[str, str]]) -> str:
    return "|".join(before + rest for before, rest in words)


def _alternatives(words: Iterable[str], in_ascii: bool) -> list[str]:
    # The final sigma is a form of the letter, not another one: casefold makes it the ordinary one.
    folded = {fold(word) for word in words}
    return sorted((word for word in folded if word.isascii() or not in_ascii), key=lambda word: (-len(word), word))


def _one_word(word: str) -> tuple[str, str]:
    """What must stand before a word, and the word with what must stand behind it."""
    if UNSPACED.search(word):
        return "", re.escape(word).replace(r"\ ", r"\s*")
    core = r"[\W_]*".join(re.escape(part).replace(r"\*", r"\w*") for part in word.strip("*").split())
    if not re.search(r"\w", core):
        return "", core
    before = _ANY_BEGINNING if word.startswith("*") else _BEGINS_A_WORD
    after = r"\w*" if word.endswith("*") else r"(?![^\W_])"
    return before, core + after


Name = TypeVar("Name", bound=Hashable)


class WordIndex(Generic[Name]):
    """Tells quickly which tables of words a text holds a word of: only words are looked for that begin as its own do.

    Patterns of hundreds of words cost most where they match nothing, and most texts hold words of few tables.
    """

    def __init__(self, tables: Mapping[Name, Iterable[str]]) -> None:
        whole: defaultdict[str, _Words[Name]] = defaultdict(_Words)
        begun: defaultdict[str, _Words[Name]] = defaultdict(_Words)
        anywhere: defaultdict[str, _Words[Name]] = defaultdict(_Words)
        for name, words in tables.items():
            for word in map(fold, words):
                if _WORD.match(word) is None or UNSPACED.search(word):
                    anywhere[_longest_part(word)[:_KEY_LENGTH]].add(name, word)
                    continue
                for first, is_whole in _first_words(word):
                    if is_whole:
                        whole[first].add(name, word)
                    else:
                        begun[first[:_KEY_LENGTH]].add(name, word)
        self._whole, self._begun = dict(whole), dict(begun)
        self._anywhere: defaultdict[str, list[tuple[str, _Words[Name]]]] = defaultdict(list)
        for key, listed in anywhere.items():
            self._anywhere[key[0]].append((key, listed))
        self._ascii = [letter for letter in self._anywhere if letter.isascii()]
        self._lengths = sorted(set(map(len, begun)))
        self._begun_by = lru_cache(50_000)(self._beginnings)
        # Few sets of tables are told of many texts: each is kept once.
        self._known: dict[frozenset[Name], frozenset[Name]] = {}

    def found(self, text: str) -> frozenset[Name]:
        """The tables of which a folded text holds a word."""
        if not text:
            return frozenset()
        return self._once(frozenset(self._found(text)))

    def _once(self, tables: frozenset[Name]) -> frozenset[Name]:
        return self._known.setdefault(tables, tables)

    def _found(self, text: str) -> "Iterator[Name]":
        for word in _WORD.finditer(text):
            for words in self._begun_by(word[0]):
                for name, pattern in words.patterns.items():
                    if pattern.match(text, word.start()) is not None:
                        yield name
        for words in self._within(text):
            for name, pattern in words.patterns.items():
                if pattern.search(text) is not None:
                    yield name

    def candidates(self, text: str) -> frozenset[Name]:
        """The tables of which a folded text may hold a word; of all others it holds none."""
        if not text:
            return frozenset()
        begun = (words for word in _WORD.findall(text) for words in self._begun_by(word))
        return self._once(frozenset(name for words in chain(begun, self._within(text)) for name in words.tables))

    def may_begin(self, text: str) -> frozenset[Name]:
        """The tables of which a folded text may begin with a word."""
        word = _WORD.search(text)
        if word is None or not text.isascii():
            return self.candidates(text)
        begun = chain(self._begun_by(word[0]), self._within(word[0]))
        return self._once(frozenset(name for words in begun for name in words.tables))

    def _beginnings(self, word: str) -> "tuple[_Words[Name], ...]":
        """The words that may begin with a word of a text."""
        keys = dict.fromkeys(word[:length] for length in self._lengths)
        found = [self._begun[key] for key in keys if key in self._begun]
        return tuple([self._whole[word], *found] if word in self._whole else found)

    def _within(self, text: str) -> "Iterator[_Words[Name]]":
        """The words that do not begin where words of a text do, and that it may hold."""
        letters = self._ascii if text.isascii() else self._anywhere.keys() & set(text)
        for letter in letters:
            if letter in text:
                for key, words in self._anywhere[letter]:
                    if key in text:
                        yield words


class _Words(Generic[Name]):
    """Words that begin alike, by the tables they stand in."""

    def __init__(self) -> None:
        self.tables: defaultdict[Name, list[str]] = defaultdict(list)

    def add(self, table: Name, word: str) -> None:
        self.tables[table].append(word)

    @cached_property
    def patterns(self) -> dict[Name, re.Pattern[str]]:
        """Compiled when a text first holds their beginning: most words are never met."""
        return {table: re.compile(word_pattern(words)) for table, words in self.tables.items()}


def _first_words(word: str) -> Iterator[tuple[str, bool]]:
    """The words with which a text may write a word, as "touch" and "touchup" for "touch up"; false where they go on."""
    written = ""
    for part in word.split():
        if (letters := _WORD.match(part)) is None:
            return
        written += letters[0]
        goes_on = part.startswith("*", letters.end())
        yield written, not goes_on
        if letters.end() < len(part):
            return


def _longest_part(word: str) -> str:
    """A part of a word that stands in every text in which the word does."""
    return max(word.split() if UNSPACED.search(word) else word.strip("*").split(), key=len)
