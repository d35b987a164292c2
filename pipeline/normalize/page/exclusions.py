"""Tells which amounts on a page are no price of a service. The words are in `exclusions.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.text import fold, unglued
from pipeline.normalize.words import word_pattern

_TOUCHING = 40


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    table = tomllib.loads(Path(__file__).with_name("exclusions.toml").read_text(encoding="utf-8"))
    shapes = {
        "before": r"{}[\s:(~]*$",
        "after": r"^[\s)*]*[-–/]?\s*(?:per\s)?{}",
        "label": "{}",
        "whole_label": r"^\W*{}\W*$",
        "anywhere": "{}",
        "unless": "{}",
    }
    return {
        reason: {place: re.compile(shapes[place].format(word_pattern(words))) for place, words in places.items()}
        for reason, places in table.items()
    }


@lru_cache(20_000)
def quotes_others(sentence: str) -> bool:
    """Whether a sentence tells what others charge or paid.

    >>> quotes_others("On average: brows $450, lips $600")
    True
    """
    return _patterns()["statistic"]["anywhere"].search(fold(sentence)) is not None


@lru_cache(50_000)
def excluded_because(label: str, before: str, after: str, line: str) -> str | None:
    """Why an amount is no price of a service: a key of `exclusions.toml`; null where nothing says so.

    >>> excluded_because("Refer a friend", "get", "off your procedure", "Refer a friend to get $20 off your procedure")
    'discount'
    """
    texts = {
        "before": unglued(fold(before))[-_TOUCHING:],
        "after": fold(after)[:_TOUCHING],
        "label": fold(label),
        "whole_label": fold(label),
        "anywhere": fold(line),
    }
    for reason, places in _patterns().items():
        unless = places.get("unless")
        if unless and unless.search(texts["label"]):
            continue
        if any(pattern.search(texts[place]) for place, pattern in places.items() if place != "unless"):
            return reason
    return None
