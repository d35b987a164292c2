"""No text stops the reader, and what it finds lies in the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.findings import Findings, read_findings
from pipeline.normalize.findings.language import language_named
from pipeline.normalize.reviews import COMPLICATIONS, PAINS
from pipeline.normalize.text import clean
from tests.conftest import ROOT
from tests.normalize.findings.score import read

LINES = [
    str(line["text"])
    for name in ("review_sentences", "review_accounts")
    for line in read(ROOT / f"tests/data/{name}.jsonl")
]
WORDS = sorted({word for line in LINES for word in line.split()})
MOST_SECONDS_A_MEGABYTE = 10
# A time tells more than its own finding: "swollen for ten days", "gone after a month", "two years ago".
DERIVED = (
    ("swelling_days", "prolonged_swelling"),
    ("longevity_months", "fast_fading"),
    ("lasting_since", "longevity_months"),
)


def check(text: str) -> Findings:
    found = read_findings(text)
    cleaned = clean(text)
    assert all(0 <= start < end <= len(cleaned) for start, end in found.evidence.values())
    assert found.pain is None or found.pain in PAINS
    assert set(found.complications) <= set(COMPLICATIONS)
    assert list(found.complications) == sorted(found.complications)
    assert set(found.complications) <= set(found.evidence)
    return found


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\n", "🙌", "?", "½", "€", "<br>", "&#39;", "١٢", "日本"]), max_size=60))
def test_any_words_are_read(words: list[str]) -> None:
    check(" ".join(words))


@pytest.mark.parametrize("line", LINES[::7])
def test_the_evidence_alone_tells_it_too(line: str) -> None:
    """The words that are given as evidence hold a phrase of that finding; a date may tell how long it has lasted."""
    found = check(line)
    for name, (start, end) in found.evidence.items():
        assert name in phrases_in(clean(line)[start:end])


def phrases_in(text: str) -> set[str]:
    language = language_named("en")
    assert language is not None
    symbols = language.quantities(*language.encode(text)).symbols
    told = {hit.finding for hit in [*language.hits(symbols), *language.answers(symbols)]}
    return told | {derived for finding, derived in DERIVED if finding in told}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("😍😍😍🙌", {}),
        ("?!?!...", {}),
        ("IT HURT SO MUCH AND I HAD BRUISES", {"pain": "moderate", "complications": ("bruising",)}),
        ("<p>It <b>hurt</b>.</p><p>Swollen for&nbsp;2 days</p>", {"pain": "moderate", "swelling_days": 2.0}),
        ("it hurt\nno bruises", {"pain": "moderate"}),
        ("мне понравилось, it hurt, 痛い", {"pain": "moderate"}),
        ("it didn’t hurt", {"pain": "none"}),
        ("it didnt huuuurt", {"pain": "none"}),
        ("soooo worth it", {"worth_it": True}),
        ("lip blush", {}),
    ],
)
def test_texts_as_people_type_them(text: str, expected: dict[str, object]) -> None:
    found, empty = check(text), Findings()
    told = {name: getattr(found, name) for name in empty._fields if getattr(found, name) != getattr(empty, name)}
    told.pop("evidence", None)
    assert told == expected


@pytest.mark.parametrize(
    "part", ["swollen ", "no ", "it hurt and ", "a week ", "1 2 3 4 ", "😍", "I got a cold sore. ", "x" * 50, "("]
)
def test_a_megabyte_is_read_in_reasonable_time(part: str) -> None:
    began = time.perf_counter()
    check(part * (1_000_000 // len(part)))
    assert time.perf_counter() - began < MOST_SECONDS_A_MEGABYTE
