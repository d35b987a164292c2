"""How fast reviews are read, against one compiled pattern per finding over the same texts; called by `make bench`.

The reader remembers the sentences it has read, as characters for words. The texts are put together from the sentences
of the corpus, so most are known after the first few hundred; `fresh` gives the pace where every sentence is new.
"""

import gc
import random
import re
import time
from collections import Counter
from collections.abc import Callable

from pipeline.normalize.findings import read_findings
from pipeline.normalize.findings.language import Language, language_named
from pipeline.normalize.findings.told import forget
from pipeline.normalize.text import fold
from pipeline.normalize.uncollected import uncollected
from tests.conftest import ROOT
from tests.normalize.findings.score import read

REVIEWS, CHARACTERS = 100_000, 300
_SEED = 6
_CUES_A_FINDING = 12
_CORPORA = (
    "review_accounts",
    "review_sentences",
    "review_accounts_by_another",
    "review_sentences_by_another",
    "review_accounts_by_a_third",
    "review_sentences_by_a_third",
)


def corpus() -> list[str]:
    """Every text of the corpora."""
    return [str(line["text"]) for name in _CORPORA for line in read(ROOT / f"tests/data/{name}.jsonl")]


def reviews(number: int = REVIEWS) -> list[str]:
    """Texts of as many characters as a review has, put together from texts of the corpora by a seeded generator."""
    lines = corpus()
    chance = random.Random(_SEED)
    whole = (" ".join(chance.choices(lines, k=8)) for _ in range(number))
    return [text[(start := chance.randrange(max(1, len(text) - CHARACTERS))) : start + CHARACTERS] for text in whole]


def peer() -> list[re.Pattern[str]]:
    """One pattern per finding: the words that stand in most of its phrases, without groups and without grammar."""
    language = language_named("en")
    assert language is not None
    return [re.compile(r"\b(?:" + "|".join(words) + r")\b") for words in _cues(language).values()]


def _cues(language: Language) -> dict[str, list[str]]:
    return {
        finding: [word for word, _ in _words(phrases).most_common(_CUES_A_FINDING)]
        for finding, phrases in language.phrases.items()
    }


def _words(phrases: list[str]) -> Counter[str]:
    words = (word for phrase in phrases for part in phrase.split() for word in part.split("|"))
    return Counter(word for word in words if word.isalpha() and len(word) > 3)


def measured(rounds: int, number: int = REVIEWS) -> list[tuple[float, float]]:
    """For each round: reviews a second, and how many times as long as the patterns that took."""
    texts, patterns = reviews(number), peer()

    def by_patterns(text: str) -> None:
        folded = fold(text)
        for pattern in patterns:
            pattern.search(folded)

    taken = []
    for _ in range(rounds):
        forget()
        ours, theirs = _seconds(read_findings, texts), _seconds(by_patterns, texts)
        taken.append((len(texts) / ours, ours / theirs))
    return taken


def fresh(rounds: int) -> list[float]:
    """Reviews a second where no sentence is known: what was read is forgotten before each text."""
    texts = reviews(2_000)

    def read_anew(text: str) -> None:
        forget()
        read_findings(text)

    return [len(texts) / _seconds(read_anew, texts) for _ in range(rounds)]


def _seconds(read_one: Callable[[str], object], texts: list[str]) -> float:
    """Seconds to read the texts as a run reads them, which is without the garbage collector."""
    gc.collect()
    with uncollected():
        began = time.perf_counter()
        for text in texts:
            read_one(text)
        return time.perf_counter() - began
