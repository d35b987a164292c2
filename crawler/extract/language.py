"""Tells in which language a page is written. What pages declare is often left over from their template."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

_SAMPLE = 4000
_LETTERS = re.compile(r"[^\W\d_]+")
_SHARE_OF_SCRIPT = 0.2
_FEWEST_WORDS = 4


@cache
def _table() -> tuple[dict[str, frozenset[str]], dict[str, re.Pattern[str]], dict[str, str]]:
    table = tomllib.loads(Path(__file__).with_name("language.toml").read_text(encoding="utf-8"))
    words = {language: frozenset(listed) for language, listed in table["words"].items()}
    return words, {language: re.compile(f"[{span}]") for language, span in table["scripts"].items()}, table["letters"]


def read_language(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code of the language a text is in; the declared one where the text is too short to tell.

    >>> read_language("Lip blush and liner for your lips, with the price of this treatment", "de")
    'en'
    """
    words, scripts, own = _table()
    sample = text[:_SAMPLE].lower()
    tokens = _LETTERS.findall(sample)
    if not sample.isascii():
        letters = sum(map(len, tokens)) or 1
        for language, script in scripts.items():
            if len(script.findall(sample)) > letters * _SHARE_OF_SCRIPT:
                return language
    counted = Counter(tokens)
    letters_of = Counter() if sample.isascii() else Counter(sample)
    scores = {
        language: sum(counted[word] for word in listed & counted.keys())
        + sum(letters_of[letter] for letter in own.get(language, "")) / 2
        for language, listed in words.items()
    }
    best = max(scores, key=lambda language: (scores[language], language == declared))
    return best if scores[best] >= _FEWEST_WORDS else declared
