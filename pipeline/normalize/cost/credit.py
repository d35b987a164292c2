"""Reads whom a statement credits with its figure, and how many prices the figure rests on."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crawler.extract.phrases import LETTER, alternatives
from pipeline.normalize.text import clean

_LONGEST_NAME = 80
_FEWEST_WITH_TOPIC = 2
_LARGEST_SAMPLE = 1_000_000
_TRIM = " ,.;:-–—'’\"“”()"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("credit.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    known: re.Pattern[str]
    back: re.Pattern[str]
    sample: re.Pattern[str]
    no_names: frozenset[str]
    topics: frozenset[str]


@cache
def _patterns() -> _Patterns:
    table = _table()
    word = r"[A-ZÀ-ÖØ-ÞĄ-ŻА-ЯЁІЇЄ][\w.&'’-]*"
    # Written small: "beauty editor Ann Lee", but "the Beauty Guild".
    roles = rf"(?:(?:{alternatives(table['roles'])}),?\s+){{0,3}}"
    name = rf"{word}(?:\s+(?:(?:{'|'.join(map(re.escape, table['particles']))})\s+)*{word})*"
    number = rf"(?P<digits>\d{{1,3}}(?:[,.\s]\d{{3}})+|\d+)|(?P<word>(?i:{alternatives(table['numbers'])}))"
    between = rf"(?:(?i:{alternatives(table['between'])})\s+){{0,2}}"
    return _Patterns(
        before=re.compile(
            rf"(?<!{LETTER})(?i:{alternatives(table['before'])})\s+"
            rf"(?:(?i:the|a|an|data from|figures from|experts at|the website|the site|site)\s+)*{roles}(?P<name>{name})"
            rf"|,?[”\"]?\s+(?:says|said|reports|notes|estimates|explains|adds|writes)\s+{roles}(?P<speaker>{name})"
        ),
        after=re.compile(
            rf"(?P<name>{name})(?:['’]s)?(?:\s*\([^()]{{0,40}}\))?(?:,[^,]{{3,60}},)?\s+"
            rf"(?:(?:also|currently|now|users|itself)\s+)?(?:{alternatives(table['after'])})"
            rf"|(?P<speaker>{name})['’]s?\s+(?:\w+\s+){{0,3}}?(?:{alternatives(table['works'])})\b[^.;]{{0,60}}?\s"
            rf"(?:{alternatives(table['after'])})"
        ),
        known=re.compile(rf"(?i:{alternatives(table['known'])})"),
        back=re.compile(rf"(?i:{alternatives(table['back'])})"),
        sample=re.compile(
            rf"(?<![\w$€£.,])(?:{number})(?:\s*[-–]\s*|\s+){between}(?i:{alternatives(table['counted'])})"
        ),
        no_names=frozenset(table["no_names"]),
        topics=frozenset(table["topics"]),
    )


def read_credit(text: str, before: str | None) -> str | None:
    """Who is credited, by the sentence itself or by the one before it if this one points back.

    >>> read_credit("According to the Lip Color Guild, it costs $500.", None)
    'Lip Color Guild'
    >>> read_credit("Reviewers there paid $321 on average.", "RealSelf has ten reviews.")
    'RealSelf'
    """
    if own := _credited(clean(text)):
        return own
    if named := _patterns().known.search(clean(text)):
        return named[0]
    if not before or not _patterns().back.search(text):
        return None
    former = clean(before)
    known = _patterns().known.search(former)
    return _credited(former) or (known[0] if known else None)


def _credited(text: str) -> str | None:
    for pattern in (_patterns().before, _patterns().after):
        for match in pattern.finditer(text):
            if name := _name(match["name"] or match["speaker"]):
                return name
    return None


def _name(text: str) -> str | None:
    words, patterns = text.strip(_TRIM).split(), _patterns()
    while words and (first := words[0].lower().strip(_TRIM)) in patterns.no_names:
        if first in patterns.topics and len(words) > _FEWEST_WITH_TOPIC:
            break  # "the Lip Color Guild"
        words = words[1:]
    name = re.sub(r"['’]s$", "", " ".join(words)).strip(_TRIM)
    return name if 2 <= len(name) <= _LONGEST_NAME and not name.isdigit() else None


def read_sample(text: str) -> int | None:
    """How many reviews, studios or answers a text counts; null where it counts none.

    >>> read_sample("but that is based on only ten reviews")
    10
    >>> read_sample("across 1,240 salons")
    1240
    """
    match = _patterns().sample.search(text)
    if match is None:
        return None
    if match["word"]:
        return int(_table()["numbers"][match["word"].lower()])
    size = int(re.sub(r"\D", "", match["digits"]))
    return size if 0 < size <= _LARGEST_SAMPLE else None
