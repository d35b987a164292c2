"""The little language of the phrase tables, compiled to regular expressions over characters that stand for words.

worth every penny     words; `hurt*` takes any ending
was|were  so?         either word; a word that may be missing
@it_was               any phrase of that group of the language's table
!own                  one word with which no phrase of that group begins
~3                    up to three words, none of them a sign or a negation; `~~3` reaches over commas and colons
<time> <day> <money> <score> <scale> <number>   a quantity
^  $                  the beginning and end of a sentence; `,` `:` `?` `.` stand for themselves
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.normalize.findings.vocabulary import (
    ASKED,
    COLON,
    COMMA,
    DAY,
    MONEY,
    NUMBER,
    PERCENT,
    PLUS,
    QUANTITIES,
    RANGE,
    REST,
    SCALE,
    SCORE,
    SLASH,
    STOP,
    TIME,
    Vocabulary,
)

_SIGNS = {",": COMMA, ":": COLON, "?": ASKED, ".": STOP, "-": RANGE, "/": SLASH, "%": PERCENT, "+": PLUS}
_ENDS = {"^": rf"(?:(?<=[{STOP}{ASKED}])|\A)", "$": rf"(?=[{STOP}{ASKED}]|\Z)"}
_MARKS = frozenset(_SIGNS.values())
_LONG = frozenset({TIME, DAY, MONEY, SCORE, SCALE})
_SINGLE = re.compile(rf"(?:.|\[[^\]^]+\])(?:{REST}\*)?")
_NOTHING = "(?!)"
_NO_WORD, _NO_TOKEN = f"{STOP}{COMMA}{ASKED}{COLON}{RANGE}{REST}", f"{STOP}{ASKED}{REST}"


@dataclass(frozen=True)
class Compiled:
    """A phrase as an expression, and the words it must have, the rarest first, each as the characters it may be.

    `begins` are the characters that it can begin with; null where it may begin with any.
    """

    expression: str
    musts: tuple[frozenset[str], ...]
    begins: frozenset[str] | None

    @property
    def anchor(self) -> frozenset[str]:
        """The rarest of the words it must have; empty where no word is a must."""
        return self.musts[0] if self.musts else frozenset()


def words_of(phrases: Iterable[str]) -> Iterator[str]:
    """The words that phrases name."""
    for phrase in phrases:
        for element in phrase.split():
            for word in _without_mark(element).split("|"):
                if word and word[0] not in "~@!<" and not word.isdecimal() and word not in _SIGNS and word not in _ENDS:
                    yield word


def _without_mark(element: str) -> str:
    return element[:-1] if len(element) > 1 and element.endswith("?") else element


class Grammar:
    """Compiles the phrases of one language.

    `common` words are not what a phrase is looked up by while it has others; `numbers` are the words of `<number>`;
    `negators` are words that no gap of a phrase reaches over.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        groups: Mapping[str, Sequence[str]],
        common: Iterable[str],
        numbers: Iterable[str],
        negators: Iterable[str],
        phrases: Sequence[str],
    ) -> None:
        self._vocabulary = vocabulary
        self._groups = groups
        self._numbers = frozenset(NUMBER).union(*(vocabulary.symbols(word) for word in numbers))
        self._negators = "".join(sorted(frozenset[str]().union(*(vocabulary.symbols(word) for word in negators))))
        self._known: dict[str, Compiled] = {}
        counted = Counter(words_of(phrases))
        # A quantity is none of the words that a text is asked for before its quantities are read; signs are everywhere.
        self._no_words = frozenset((*QUANTITIES.values(), *_SIGNS.values()))
        self._common = frozenset[str]().union(*(vocabulary.symbols(word) for word in common))
        self._used: Counter[str] = Counter()
        for word, count in counted.items():
            for symbol in vocabulary.symbols(word):
                self._used[symbol] += count

    def compile(self, phrase: str) -> Compiled:
        """One phrase."""
        if phrase not in self._known:
            self._known[phrase] = self._compiled(phrase.split())
        return self._known[phrase]

    def any_of(self, phrases: Iterable[str]) -> str:
        """An expression for any of the phrases; where there are none, one that nothing matches."""
        named = frozenset(phrases)
        return self._alternatives(named).expression if named else _NOTHING

    def beginnings(self, phrases: Iterable[str]) -> frozenset[str]:
        """The characters that the phrases can begin with; raises `ValueError` where one may begin with any."""
        begins = _union(self.compile(phrase).begins for phrase in phrases)
        if begins is None:
            raise ValueError("a phrase of a quantity begins with a gap")
        return begins

    def pattern(self, phrases: Iterable[str]) -> re.Pattern[str]:
        """Any of the phrases, compiled; nothing where there are none."""
        return re.compile(self.any_of(phrases))

    def needed(self, phrases: Iterable[str]) -> frozenset[str] | None:
        """The characters without any of which none of the phrases stands in a text; null where one needs no word."""
        anchors = [self.compile(phrase).anchor for phrase in phrases]
        return frozenset[str]().union(*anchors) if all(anchors) else None

    def _alternatives(self, phrases: Iterable[str]) -> Compiled:
        """Any of the phrases, the longest first."""
        longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase.split()), phrase))
        compiled = [self.compile(phrase) for phrase in longest_first]
        singles = [one for one in compiled if one.expression not in _MARKS and _SINGLE.fullmatch(one.expression)]
        rest = [one for one in compiled if one not in singles]
        parts = [one.expression for one in rest]
        if singles:
            parts.append(_class(frozenset[str]().union(*(one.anchor for one in singles))))
        anchors = [one.anchor for one in compiled]
        musts = (frozenset[str]().union(*anchors),) if all(anchors) else ()
        begins = _union(one.begins for one in compiled)
        # Where no phrase can begin, none is tried: most places of a text are such.
        guard = f"(?={_any(begins)})" if begins and rest else ""
        return Compiled(f"{guard}(?:{'|'.join(parts)})", musts, begins)

    def _compiled(self, elements: Sequence[str]) -> Compiled:
        parts, anchors = [], []
        begins: list[frozenset[str] | None] = []
        has_begun = False
        for element in elements:
            expression, symbols, first = self._element(_without_mark(element))
            is_optional = element != _without_mark(element)
            if not has_begun and element not in _ENDS:
                begins.append(first)
                has_begun = not is_optional
            if is_optional:
                parts.append(f"(?:{expression})?")
                continue
            parts.append(expression)
            if symbols:
                anchors.append(symbols)
        musts = tuple(sorted(anchors, key=self._commonness))
        return Compiled("".join(parts), musts, _union(begins) if has_begun else None)

    def _commonness(self, symbols: frozenset[str]) -> tuple[bool, bool, int]:
        used = sum(self._used[symbol] + 1 for symbol in symbols)
        return bool(symbols & self._no_words), bool(symbols & self._common), used

    def _element(self, element: str) -> tuple[str, frozenset[str] | None, frozenset[str] | None]:
        """Its expression, the characters of which it must have one, and those that it can begin with."""
        if element in _ENDS:
            return _ENDS[element], None, None
        if element in _SIGNS:
            return _SIGNS[element], frozenset(_SIGNS[element]), frozenset(_SIGNS[element])
        if element.startswith("~"):
            without = _NO_TOKEN if element.startswith("~~") else _NO_WORD
            return f"(?:[^{without}{self._negators}]{REST}*){{0,{int(element.strip('~'))}}}?", None, None
        if element.startswith("@"):
            group = self._group(element[1:])
            return group.expression, group.anchor, group.begins
        if element.startswith("!"):
            without = self._group(element[1:]).expression
            return f"(?!{without})[^{_NO_WORD}{self._negators}]{REST}*", None, None
        symbols = frozenset[str]().union(*(self._symbols(word) for word in element.split("|")))
        return _class(symbols), symbols, symbols

    def _group(self, name: str) -> Compiled:
        return self._alternatives(self._groups[name])

    def _symbols(self, word: str) -> frozenset[str]:
        if word == "<number>":
            return self._numbers
        if word in QUANTITIES:
            return frozenset(QUANTITIES[word])
        return frozenset(NUMBER) if word.isdecimal() else self._vocabulary.symbols(word)


def _union(begins: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Null where any of them is: then there is no saying what a match begins with."""
    known = list(begins)
    return None if None in known else frozenset[str]().union(*(each for each in known if each is not None))


def _any(symbols: frozenset[str]) -> str:
    joined = "".join(sorted(symbols))
    return joined if len(joined) == 1 else f"[{joined}]"


def _class(symbols: frozenset[str]) -> str:
    """Of the words that a table names only quantities may be of several, and have REST for those after the first."""
    return _any(symbols) if symbols.isdisjoint(_LONG) else f"{_any(symbols)}{REST}*"
