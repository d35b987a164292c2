"""A language: its tables of phrases, compiled once. Another language is another folder of tables, and no code."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.normalize.findings.cues import CueTable
from pipeline.normalize.findings.phrases import Compiled, Grammar, words_of
from pipeline.normalize.findings.quantities import Quantities, QuantityReader
from pipeline.normalize.findings.scope_cues import ScopeCues
from pipeline.normalize.findings.vocabulary import ASKED, Encoded, Encoder, Vocabulary

_TABLES = Path(__file__).with_name("languages")


class Hit(NamedTuple):
    """A phrase of a finding in a text of word characters: where it stands, and the value its table gives."""

    start: int
    end: int
    finding: str
    value: str


class Phrase:
    """A row of a table: what it is evidence of, and which value it has (`time`, `money`: the quantity in it)."""

    def __init__(self, finding: str, value: str, expression: str) -> None:
        self.finding = finding
        self.value = value
        self._expression = expression

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Where it next stands in a text; compiled when a text first has its words: most never do."""
        return re.compile(self._expression).search


class Rows:
    """The phrases of which a word is the rarest that they must have.

    `alone` must have no other; the others are by their next word, each with the words that it must have besides.
    """

    def __init__(self) -> None:
        self.alone: dict[Phrase, None] = {}
        self.beside: dict[str, list[tuple[Phrase, list[frozenset[str]]]]] = defaultdict(list)


class PhraseIndex:
    """Phrases by the two rarest words that they must have, so that a sentence asks only for those it may hold."""

    def __init__(self) -> None:
        self._rows: dict[str, Rows] = defaultdict(Rows)

    def add(self, finding: str, value: str, compiled: Compiled) -> None:
        """Keep a phrase; one without any word that it must have is an error of its table."""
        if not compiled.musts:
            raise ValueError(f"a phrase of {finding} has no word that it must have")
        phrase = Phrase(finding, value, compiled.expression)
        first, *others = dict.fromkeys(compiled.musts)
        others.sort(key=len)
        row = (phrase, others[1:])
        for symbol in first:
            rows = self._rows[symbol]
            if not others:
                rows.alone[phrase] = None
                continue
            for other in others[0]:
                rows.beside[other].append(row)

    def symbols(self) -> frozenset[str]:
        """The characters that are the rarest word of some phrase."""
        return frozenset(self._rows)

    def hits(self, part: str) -> list[Hit]:
        """Every place of a part of a text where a phrase stands."""
        found = []
        for phrase in self._candidates(part):
            match = phrase.search(part)
            while match is not None:
                found.append(Hit(match.start(), match.end(), phrase.finding, phrase.value))
                match = phrase.search(part, match.end())
        return found

    def _candidates(self, part: str) -> Iterable[Phrase]:
        """The phrases of which a part of a text has all words."""
        here = set(part)
        found: dict[Phrase, None] = {}
        for symbol in self._rows.keys() & here:
            rows = self._rows[symbol]
            found.update(rows.alone)
            for other in rows.beside.keys() & here:
                for phrase, musts in rows.beside[other]:
                    for must in musts:
                        if must.isdisjoint(here):
                            break
                    else:
                        found[phrase] = None
        return found


class Language:
    """The compiled tables of one language."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        findings: Mapping[str, Mapping[str, list[str]]] = tables["findings"]
        quantities = tables["quantities"]
        said = [
            *(phrase for values in findings.values() for phrases in values.values() for phrase in phrases),
            *(phrase for phrases in tables["groups"].values() for phrase in phrases),
            *(phrase for phrases in tables["scope"].values() for phrase in phrases),
            *(phrase for table in quantities.values() for phrases in table.values() for phrase in phrases),
            *tables["common"]["words"],
            *tables["signs"].values(),
        ]
        spellings = {other: word for word, others in tables["spellings"].items() for other in others}
        words = [*words_of(said), *spellings.values()]
        negators = [
            phrase for name in ("denied_before", "gap_ends") for phrase in tables["scope"][name] if " " not in phrase
        ]
        vocabulary = Vocabulary(words, spellings, tables["signs"], negators)
        self._encoder = Encoder(vocabulary)
        grammar = Grammar(
            vocabulary, tables["groups"], tables["common"]["words"], self._counting(tables), negators, said
        )
        self.scope_cues = ScopeCues(CueTable(grammar, tables["scope"]))
        self._quantities = QuantityReader(vocabulary, grammar, quantities)
        self.phrases = {
            finding: [row for rows in values.values() for row in rows] for finding, values in findings.items()
        }
        self._within, self._across, self._asked = PhraseIndex(), PhraseIndex(), PhraseIndex()
        for finding, values in findings.items():
            for value, phrases in values.items():
                for phrase in dict.fromkeys(phrases):
                    self._index(phrase).add(finding, value, grammar.compile(phrase))
        across = [phrase for rows in self.phrases.values() for phrase in rows if self._index(phrase) is self._across]
        self._any_across = grammar.pattern(across)
        self._anchors = self._within.symbols() | self._across.symbols() | self._asked.symbols()

    def _index(self, phrase: str) -> PhraseIndex:
        """The phrases of a sentence, those that reach over a question, those that reach over another end."""
        words = phrase.split()
        return self._asked if "?" in words else self._across if "." in words else self._within

    @staticmethod
    def _counting(tables: Mapping[str, Any]) -> list[str]:
        """The words that count: articles are numbers of units only."""
        articles = tables["quantities"]["articles"]["words"]
        numbers = tables["quantities"]["numbers"].values()
        return [word for words in numbers for word in words if word not in articles]

    def encode(self, text: str) -> Encoded:
        """A cleaned text as characters that stand for words, and the words."""
        return self._encoder.encode(text)

    def may_tell(self, symbols: str) -> bool:
        """Whether any word stands in a text, its quantities not read yet, without which no finding is made."""
        return not self._anchors.isdisjoint(symbols)

    def quantities(self, symbols: str, tokens: list[str]) -> Quantities:
        """The text with its quantities read."""
        return self._quantities.read(symbols, tokens)

    def hits(self, symbols: str) -> list[Hit]:
        """Every phrase of every finding that stands in a sentence, or a text."""
        return self._within.hits(symbols)

    def answers(self, symbols: str) -> list[Hit]:
        """Every phrase that reaches from a question to its answer."""
        asked = self._asked.hits(symbols) if ASKED in symbols else []
        # These are few, and seldom there: one pattern for all of them tells so sooner than their words do.
        across = [] if self._any_across.search(symbols) is None else self._across.hits(symbols)
        return asked + across


def load_language(folder: Path) -> Language:
    """The language whose tables (TOML) stand in a folder; lists of one name in several files are one list."""
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        _merge(merged, tomllib.loads(path.read_text(encoding="utf-8")))
    for missing in ("common", "spellings", "groups", "scope", "quantities", "signs", "findings"):
        merged.setdefault(missing, {})
    return Language(merged)


def _merge(merged: dict[str, Any], table: Mapping[str, Any]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _merge(merged.setdefault(key, {}), value)
        else:
            merged[key] = [*merged.get(key, ()), *value] if isinstance(value, list) else value


@cache
def language_named(name: str) -> Language | None:
    """The language of an ISO 639-1 code, null where it has no tables."""
    folder = _TABLES / name
    return load_language(folder) if name.isalpha() and folder.is_dir() else None
