"""Reads in which currency a page says that its prices are: "All prices in CAD"."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.concepts import says
from pipeline.normalize.text import fold
from pipeline.normalize.words import word_pattern


@lru_cache(20_000)
def read_stated_currency(terms: str | None) -> str | None:
    """The ISO 4217 code of the currency that the lines of a page name for all its prices; null where they name none,
    or several.

    >>> read_stated_currency("All prices are in Canadian dollars.")
    'CAD'
    """
    named = {code for line in (terms or "").split("\n") for code in _named(fold(line))}
    return named.pop() if len(named) == 1 else None


def _named(line: str) -> set[str]:
    currencies, about = _patterns()
    found = {code for code, pattern in currencies.items() if pattern.search(line)}
    is_told = found and (about.search(line) or says("of_the_price", line) or says("of_all_prices", line))
    return found if is_told else set()


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_name("stated_currency.toml").read_text(encoding="utf-8"))
    currencies = {code: re.compile(word_pattern(words)) for code, words in table["currencies"].items()}
    return currencies, re.compile(word_pattern(table["about"]["words"]))
