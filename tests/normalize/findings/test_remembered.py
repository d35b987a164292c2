"""What is remembered of passages changes how fast they are read, and nothing else."""

import pytest

from pipeline.normalize.findings import passages, read_findings
from pipeline.normalize.findings.language import Language, language_named
from pipeline.normalize.findings.told import forget
from tests.normalize.findings import speed

TEXTS = speed.reviews(300)


def _english() -> Language:
    language = language_named("en")
    assert language is not None
    return language


def test_a_text_says_the_same_however_often_its_sentences_were_met() -> None:
    fresh = []
    for text in TEXTS:
        forget()
        fresh.append(read_findings(text))
    forget()
    for _ in range(3):
        assert [read_findings(text) for text in TEXTS] == fresh


def test_what_is_met_once_is_not_kept() -> None:
    forget()
    memory = passages.memory_of(_english())
    read_findings("It hurt a lot. Worth every penny.")
    assert not memory.passages
    read_findings("It hurt a lot. It has lasted two years.")
    assert list(memory.passages) == ["It hurt a lot."]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "_MOST_REMEMBERED", 30)
    monkeypatch.setattr(passages, "_MOST_MET", 50)
    forget()
    for text in TEXTS * 3:
        read_findings(text)
    memory = passages.memory_of(_english())
    assert 0 < len(memory.passages) <= 30
    assert len(memory.met) <= 50
    forget()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Loved it! Thank you. Bye", ["Loved it!", " Thank you.", " Bye"]),
        ("It cost $1.50 more. Fine", ["It cost $1.50 more.", " Fine"]),
        # What ends the same sentence belongs to it.
        ("Loved it! 🙌 Thank you", ["Loved it! 🙌 Thank you"]),
        # "3 -\n4 days" is one range.
        ("Swollen for 3 -\n4 days", ["Swollen for 3 -\n4 days"]),
        ("", [""]),
    ],
)
def test_passages_are_the_text(text: str, pieces: list[str]) -> None:
    assert [passage.text for passage in passages.passages(_english(), text)] == pieces
