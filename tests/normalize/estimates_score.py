"""How well statements about cost are read: `python -m tests.normalize.estimates_score FILE.jsonl [--misses]`.

A line is `{"text", "before"?, "heading"?, "title"?, "country"?, "estimates": [...]}`; a text may be a short paragraph.
An estimate counts as right where statistic, about, both amounts and the currency are those expected; the sample and the
credit are counted apart, over the estimates that are right.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.extract.sentences import sentences
from pipeline.normalize.cost.statement import Estimate, Statement, read_statement

_FIELDS = ("statistic", "about", "price_low", "price_high", "currency")
Row = dict[str, Any]


def read_text(row: Row) -> list[Estimate]:
    """The estimates of a row's text, sentence by sentence."""
    found: list[Estimate] = []
    before = row.get("before")
    for sentence in sentences(row["text"]):
        statement = Statement(
            text=sentence,
            before=before,
            headings=(row["heading"],) if row.get("heading") else (),
            page_title=row.get("title"),
            country=row.get("country"),
        )
        found += read_statement(statement).estimates
        before = f"{before} {sentence}" if before else sentence
    return found


@dataclass
class Score:
    """Counts of whole estimates, and of their samples and credits."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    samples: Counter[str] = field(default_factory=Counter)
    credits: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)


def score(rows: list[Row]) -> tuple[Score, list[tuple[Row, list[Row], list[Row]]]]:
    """The score of rows, and each row that is not read as expected with what was wrong and what was missed."""
    result, misses = Score(), []
    for row in rows:
        expected = [dict(one) for one in row["estimates"]]
        wrong: list[Row] = []
        for found in read_text(row):
            record = {name: getattr(found, name) for name in (*_FIELDS, "sample_size", "attributed_to")}
            match = next((one for one in expected if _same(one, record)), None)
            if match is None:
                wrong.append(record)
                continue
            expected.remove(match)
            result.right += 1
            _count(result.samples, match.get("sample_size"), record["sample_size"])
            _count(result.credits, match.get("attributed_to"), record["attributed_to"])
        result.wrong += len(wrong)
        result.missed += len(expected)
        if wrong or expected:
            misses.append((row, wrong, expected))
    return result, misses


def _same(one: Row, other: Row) -> bool:
    return all(one.get(name) == other[name] for name in _FIELDS)


def _count(counts: Counter[str], expected: object, found: object) -> None:
    if expected is None and found is None:
        counts["both null"] += 1
    else:
        counts["right" if expected == found else "missed" if found is None else "wrong"] += 1


def _told(score: Score) -> Iterator[str]:
    yield f"estimates  right {score.right}  wrong {score.wrong}  missed {score.missed}"
    yield f"precision  {score.precision:.3f}  recall {score.recall:.3f}"
    for name, counts in (("sample_size", score.samples), ("attributed_to", score.credits)):
        yield f"{name}  " + "  ".join(f"{key} {count}" for key, count in sorted(counts.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each text that is not read as expected")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    result, misses = score(rows)
    if arguments.misses:
        for row, wrong, missed in misses:
            print(f"{row['text']}\n    wrong:  {wrong}\n    missed: {missed}")
        for row in rows:
            for one, found in zip(row["estimates"], read_text(row), strict=False):
                if any(one.get(n) != getattr(found, n) for n in ("sample_size", "attributed_to")):
                    print(f"{row['text']}\n    sample, credit: {found.sample_size}, {found.attributed_to}")
    print("\n".join(_told(result)))


if __name__ == "__main__":
    main()
