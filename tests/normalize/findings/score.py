"""Precision and recall of the findings over a labelled file: `python -m tests.normalize.findings.score FILE.jsonl`.

Each line of a file is {"text": ..., "findings": {...}}. Numbers are equal within 10%; the currency counts only where a
price is labelled; of complications each counts by itself.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.normalize.findings import Findings, read_findings

NAMES = (
    "pain",
    "pain_score_10",
    "procedure_minutes",
    "swelling_days",
    "healing_days",
    "longevity_months",
    "sessions",
    "price_paid",
    "currency",
    "touch_up_price",
    "worth_it",
    "would_repeat",
    "complications",
)
_EQUAL_WITHIN = 0.1


@dataclass
class Score:
    """How often a finding was read right, wrong (another value, or one where there is none), or missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def differences(expected: Mapping[str, Any], found: Findings) -> Iterator[tuple[str, Any, Any]]:
    """(finding, expected, found), each null where there is none; equal ones too."""
    for name in NAMES:
        wanted, got = expected.get(name), getattr(found, name)
        if name == "complications":
            for one in sorted({*(wanted or ()), *got}):
                yield name, one if one in (wanted or ()) else None, one if one in got else None
        elif name == "currency" and expected.get("price_paid") is None and expected.get("touch_up_price") is None:
            continue
        elif wanted is not None or got is not None:
            yield name, wanted, got


def equal(expected: Any, found: Any) -> bool:
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None or found is None:
        return expected is found
    if isinstance(expected, str) or isinstance(found, str):
        return bool(expected == found)
    return abs(expected - found) <= _EQUAL_WITHIN * abs(expected)


def scores(lines: Iterable[Mapping[str, Any]]) -> dict[str, Score]:
    """The score of each finding over labelled lines; a wrong value is wrong and missed."""
    kept = {name: Score() for name in NAMES}
    for line in lines:
        for name, expected, found in differences(line["findings"], read_findings(line["text"])):
            score = kept[name]
            if equal(expected, found):
                score.right += 1
                continue
            score.wrong += found is not None
            score.missed += expected is not None
            score.errors.append(f"{name}: expected {expected}, read {found}: {line['text']}")
    return kept


def main() -> None:
    """Print the scores of the files named, and with `--misses` each error."""
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    found = scores(line for path in paths for line in read(path))
    print(f"{'finding':<20} {'precision':>9} {'recall':>7} {'right':>6} {'wrong':>6} {'missed':>7}")
    for name, score in found.items():
        figures = f"{score.precision:>9.3f} {score.recall:>7.3f} {score.right:>6} {score.wrong:>6} {score.missed:>7}"
        print(f"{name:<20} {figures}")
    total = Counter(right=0, wrong=0, missed=0)
    for score in found.values():
        total.update(right=score.right, wrong=score.wrong, missed=score.missed)
    whole = Score(total["right"], total["wrong"], total["missed"])
    print(
        f"{'all':<20} {whole.precision:>9.3f} {whole.recall:>7.3f} {whole.right:>6} {whole.wrong:>6} {whole.missed:>7}"
    )
    if "--misses" in sys.argv:
        print(*(error for score in found.values() for error in score.errors), sep="\n")


if __name__ == "__main__":
    main()
