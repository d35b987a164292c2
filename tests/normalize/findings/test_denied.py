"""How far a denial reaches: over a list of things, and not into a statement of its own."""

import pytest

from pipeline.normalize.findings import read_findings


@pytest.mark.parametrize(
    "text",
    [
        "Not swollen, painful or bruised.",
        "They weren't swollen, sore or bruised.",
        "Never swelled, bled or bruised.",
        "No swelling, pain or bruising.",
        "I wasn't swollen or bruised at all.",
    ],
)
def test_a_denied_list_is_denied_to_its_end(text: str) -> None:
    assert read_findings(text).complications == ()


@pytest.mark.parametrize(
    ("text", "pain", "would_repeat"),
    [
        ("Wouldn't do it again, too painful.", "moderate", False),
        ("Never again, extremely painful.", "severe", False),
        ("I can't recommend it, horribly painful.", "severe", None),
        ("No swelling, slightly painful.", "mild", None),
        ("There was no blood, just mild discomfort.", "mild", None),
    ],
)
def test_what_follows_a_denial_by_itself_is_told(text: str, pain: str, would_repeat: bool | None) -> None:
    found = read_findings(text)
    assert (found.pain, found.would_repeat) == (pain, would_repeat)
