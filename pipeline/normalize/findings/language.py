"""A language: its tables of phrases, compiled once. Another language is another folder of tables, and no code."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.normalize.findings.cues import CueTable
from pipeline.normalize.findings.phrase_index import Hit, PhraseIndex
from pipeline.normalize.findings.phrases import Grammar, words_of
from pipeline.normalize.findings.quantities import Quantities, QuantityReader
from pipeline.normalize.findings.scope_cues import ScopeCues
from pipeline.normalize.findings.vocabulary import ASKED, Encoded, Encoder, Vocabulary

_TABLES = Path(__file__).with_name("languages")


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
