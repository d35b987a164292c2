"""Tells in which language a page is written. What pages declare is often left over from their template."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SAMPLE = 4000
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {place: " " for place in range(128) if not chr(place).isalpha()}
_SHARE_OF_SCRIPT = 0.2
_SHARE_OF_LETTERS = 0.03
_FEWEST_WORDS = 4


@dataclass(frozen=True)
class _Table:
    languages: tuple[str, ...]
    of_word: dict[str, tuple[str, ...]]
    """The languages that have a word."""
    scripts: dict[str, re.Pattern[str]]
    of_script: dict[str, dict[str, str]]
    any_script: re.Pattern[str]
    letters: dict[str, str]


@cache
def _table() -> _Table:
    table = tomllib.loads(Path(__file__).with_name("language.toml").read_text(encoding="utf-8"))
    words: dict[str, list[str]] = table["words"]
    return _Table(
        languages=tuple(words),
        of_word={
            word: tuple(language for language in words if word in words[language])
            for listed in words.values()
            for word in listed
        },
        scripts={language: re.compile(f"[{span}]") for language, span in table["scripts"].items()},
        of_script=table["of_script"],
        any_script=re.compile(f"[{''.join(table['scripts'].values())}]"),
        letters=table["letters"],
    )


def read_language(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code of the language a text is in; the declared one where the text is too short to tell.

    >>> read_language("Lip blush and liner for your lips, with the price of this treatment", "de")
    'en'
    """
    table = _table()
    sample = text[:_SAMPLE].lower()
    # Texts of plain letters can be divided at all else, many times faster than words are looked for.
    tokens = sample.translate(_NO_LETTERS).split() if sample.isascii() else _LETTERS.findall(sample)
    if not sample.isascii() and table.any_script.search(sample):
        letters = sum(map(len, tokens)) or 1
        for language, script in table.scripts.items():
            if len(script.findall(sample)) > letters * _SHARE_OF_SCRIPT:
                return _of_script(language, sample, letters)
    scores = dict.fromkeys(table.languages, 0.0)
    for token, times in Counter(tokens).items():
        for language in table.of_word.get(token, ()):
            scores[language] += times
    if not sample.isascii():
        for language, letters_of_few in table.letters.items():
            scores[language] += sum(map(sample.count, letters_of_few)) / 2
    best = max(scores, key=lambda language: (scores[language], language == declared))
    return best if scores[best] >= _FEWEST_WORDS else declared


def _of_script(language: str, sample: str, letters: int) -> str:
    """Of the languages of one script the one whose letters a text has, else the one that gives the script its name."""
    for other, of_its_own in _table().of_script.get(language, {}).items():
        if sum(map(sample.count, of_its_own)) > letters * _SHARE_OF_LETTERS:
            return other
    return language
