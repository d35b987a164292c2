"""A language: its tables of phrases, compiled once. Another language is another folder of tables, and no code."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.normalize.findings.phrases import Grammar, words_of
from pipeline.normalize.findings.quantities import Quantities, QuantityReader
from pipeline.normalize.findings.scope import ScopeCues
from pipeline.normalize.findings.vocabulary import TIME, TOKEN, Vocabulary

_TABLES = Path(__file__).with_name("languages")


@dataclass(frozen=True, order=True)
class Hit:
    """A phrase of a finding in a text of word characters: where it stands, and the value its table gives."""

    start: int
    end: int
    finding: str
    value: str


@dataclass(frozen=True)
class Phrase:
    """A row of a table: what it is evidence of, and which value it has (`time`, `money`: the quantity in it)."""

    finding: str
    value: str
    expression: str


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
        self._vocabulary = Vocabulary(words, spellings, tables["signs"])
        grammar = Grammar(self._vocabulary, tables["groups"], tables["common"]["words"], self._counting(tables), said)
        self.scope_cues = ScopeCues(grammar, tables["scope"])
        self._quantities = QuantityReader(self._vocabulary, grammar, quantities)
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        for finding, values in findings.items():
            for value, phrases in values.items():
                # The longest first: what it hides is a part of it.
                for phrase in sorted(phrases, key=lambda phrase: -len(phrase.split())):
                    compiled = grammar.compile(phrase)
                    for symbol in compiled.anchor or TIME:
                        self._phrases[symbol].append(Phrase(finding, value, compiled.expression))
        self._anchors = frozenset(self._phrases)
        self._compiled: dict[str, list[tuple[re.Pattern[str], list[Phrase]]]] = {}

    @staticmethod
    def _counting(tables: Mapping[str, Any]) -> list[str]:
        """The words that count: articles are numbers of units only."""
        articles = tables["quantities"]["articles"]["words"]
        numbers = tables["quantities"]["numbers"].values()
        return [word for words in numbers for word in words if word not in articles]

    def encode(self, text: str) -> tuple[str, list[str]]:
        """A cleaned text as characters that stand for words, and the words."""
        tokens = TOKEN.findall(text)
        return "".join(map(self._vocabulary.__getitem__, tokens)), tokens

    def may_tell(self, symbols: str) -> bool:
        """Whether any word stands in a text without which no finding is made."""
        return not self._anchors.isdisjoint(symbols)

    def quantities(self, symbols: str, tokens: list[str]) -> Quantities:
        """The text with its quantities read."""
        return self._quantities.read(symbols, tokens)

    def hits(self, symbols: str) -> Iterator[Hit]:
        """Every phrase of every finding in a text."""
        for anchor in self._anchors.intersection(symbols):
            for pattern, phrases in self._patterns(anchor):
                for match in pattern.finditer(symbols):
                    phrase = phrases[(match.lastindex or 1) - 1]
                    yield Hit(match.start(), match.end(), phrase.finding, phrase.value)

    def _patterns(self, anchor: str) -> list[tuple[re.Pattern[str], list[Phrase]]]:
        """For each value one pattern of the phrases that hold a word, compiled when a text first has the word."""
        if anchor not in self._compiled:
            by_finding: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
            for phrase in self._phrases[anchor]:
                by_finding[phrase.finding, phrase.value].append(phrase)
            self._compiled[anchor] = [
                (re.compile("|".join(f"({phrase.expression})" for phrase in phrases)), phrases)
                for phrases in by_finding.values()
            ]
        return self._compiled[anchor]


def load_language(folder: Path) -> Language:
    """The language whose tables (TOML) stand in a folder."""
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
            merged[key] = value


@cache
def language_named(name: str) -> Language | None:
    """The language of an ISO 639-1 code, null where it has no tables."""
    folder = _TABLES / name
    return load_language(folder) if name.isalpha() and folder.is_dir() else None
