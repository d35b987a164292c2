"""The sentences and accounts of the development corpus are read as labelled, but for the failures listed here."""

import pytest

from pipeline.normalize.findings import read_findings
from tests.conftest import ROOT
from tests.normalize.findings.score import differences, equal, read

SENTENCES = read(ROOT / "tests/data/review_sentences.jsonl")
ACCOUNTS = read(ROOT / "tests/data/review_accounts.jsonl")

# (how the text begins, finding): what is not understood yet. A text that is read by now must leave the list.
KNOWN_FAILURES = {
    ("Okay so everybody kept telling me", "swelling_days"),  # "looked as if I had had filler": told by a likeness
    ("Barely any swelling, gone by bedtime", "swelling_days"),
    ("4 weeks after my touch up there is zero", "longevity_months"),
    ("All in all I've spent close to a grand", "price_paid"),
    ("Came out looking like I'd been eating", "complications"),  # a colour told by what was eaten
    ("My whole appointment including the cons", "procedure_minutes"),
}


def wrong(line: dict[str, object]) -> set[str]:
    found = read_findings(str(line["text"]))
    return {name for name, expected, got in differences(line["findings"], found) if not equal(expected, got)}  # type: ignore[arg-type]


@pytest.mark.parametrize("line", [*SENTENCES, *ACCOUNTS], ids=lambda line: str(line["text"])[:40])
def test_a_text_is_read_as_labelled(line: dict[str, object]) -> None:
    known = {name for begins, name in KNOWN_FAILURES if str(line["text"]).startswith(begins)}
    assert wrong(line) == known


def test_a_third_of_the_corpus_are_traps() -> None:
    """Texts that speak of what is looked for and tell nothing of the writer's own lips, or deny it."""
    assert len(SENTENCES) >= 160
    assert len(ACCOUNTS) >= 34
    assert sum(not line["findings"] for line in SENTENCES) >= len(SENTENCES) / 4


def test_every_known_failure_is_of_a_text() -> None:
    texts = [str(line["text"]) for line in [*SENTENCES, *ACCOUNTS]]
    assert all(any(text.startswith(begins) for text in texts) for begins, _ in KNOWN_FAILURES)
