"""How fast reviews are read, against one compiled pattern per finding over the same texts; called by `make bench`."""

import random
import re
import time
from collections import defaultdict

from pipeline.normalize.findings import read_findings
from pipeline.normalize.findings.language import language_named
from tests.conftest import ROOT
from tests.normalize.findings.score import read

REVIEWS, CHARACTERS = 5_000, 300
_SEED = 6


def reviews() -> list[str]:
    """Texts of as many characters as a review has, cut from the accounts and sentences of the corpus."""
    lines = [
        str(line["text"])
        for name in ("review_accounts", "review_sentences")
        for line in read(ROOT / f"tests/data/{name}.jsonl")
    ]
    chance = random.Random(_SEED)
    whole = (" ".join(chance.choices(lines, k=12)) for _ in range(REVIEWS))
    return [text[(start := chance.randrange(max(1, len(text) - CHARACTERS))) : start + CHARACTERS] for text in whole]


def peer() -> list[re.Pattern[str]]:
    """One pattern per finding: its phrases as they stand in the tables, a gap being up to forty characters."""
    by_finding: dict[str, list[str]] = defaultdict(list)
    language = language_named("en")
    assert language is not None
    for finding, phrases in language.phrases.items():
        for phrase in phrases:
            words = [word for word in phrase.split() if not word.startswith(("@", "<", "~", "^", "$"))]
            words = [word.rstrip("?*").replace("|", "\\b|\\b") for word in words if word.rstrip("?*").strip("|")]
            if words:
                by_finding[finding].append(r"\W+(?:\w+\W+){0,4}?".join(rf"(?:\b{word}\b)" for word in words))
    return [re.compile("|".join(phrases), re.IGNORECASE) for phrases in by_finding.values()]


def measured(rounds: int) -> list[tuple[float, float]]:
    """For each round: reviews a second, and how many times as long as the patterns that took (on a tenth of them)."""
    texts, patterns = reviews(), peer()
    for text in texts:
        read_findings(text)
    taken = []
    for _ in range(rounds):
        ours = _seconds(lambda text: read_findings(text), texts)
        theirs = _seconds(lambda text: [pattern.search(text) for pattern in patterns], texts[::10]) * 10
        taken.append((len(texts) / ours, ours / theirs))
    return taken


def _seconds(read_one: object, texts: list[str]) -> float:
    assert callable(read_one)
    began = time.perf_counter()
    for text in texts:
        read_one(text)
    return time.perf_counter() - began
