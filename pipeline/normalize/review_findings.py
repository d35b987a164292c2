"""What accounts say, finding by finding: as a person recorded it, else as the rules read it off the text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from pipeline.normalize import RULES_VERSION
from pipeline.normalize.text import clean
from pipeline.normalize.uncollected import uncollected

LONGEST_EVIDENCE = 160
"""Characters. A few words show what was read; more would be the account itself."""


class Findings(Protocol):
    """What a reader of texts returns: an attribute for each finding, null where the text says nothing of it.

    `complications` names each thing that went wrong, and `currency` that of prices. `evidence` has start and end of
    the words that tell a finding, or a complication by its name, in the text as `readable` returns it.
    """

    @property
    def complications(self) -> Sequence[str]:
        """What went wrong."""

    @property
    def evidence(self) -> Mapping[str, tuple[int, int]]:
        """Where each finding stands in the text."""


Read = Callable[[str, str | None], Findings]
"""Reads a text, given its language."""


@dataclass(frozen=True)
class _Finding:
    """One kind of finding: its column in `review`, and its unit where it is an amount."""

    name: str
    column: str
    unit: str | None = None


_FINDINGS = (
    _Finding("pain", "pain"),
    _Finding("pain_score_10", "pain_score_10", "of 10"),
    _Finding("procedure_minutes", "procedure_minutes", "minutes"),
    _Finding("swelling_days", "swelling_days", "days"),
    _Finding("healing_days", "healing_days", "days"),
    _Finding("longevity_months", "longevity_months", "months"),
    _Finding("sessions", "sessions", "sessions"),
    _Finding("price_paid", "price_paid", "currency units"),
    _Finding("touch_up_price", "touch_up_price", "currency units"),
    _Finding("worth_it", "is_worth_it"),
    _Finding("would_repeat", "would_repeat"),
    _Finding("complication", "complications"),
)
FINDINGS = tuple(finding.name for finding in _FINDINGS)
UNITS = tuple(dict.fromkeys(finding.unit for finding in _FINDINGS if finding.unit))
_COLUMNS = ["review_id", "finding", "value", "amount", "unit", "currency", "evidence", "read_by", "rules_version"]

Evidence = Mapping[str, Mapping[str, str]]
"""For accounts whose text was read, by `review_id`: the words that tell each finding."""


def readable(text: str) -> str:
    """The text as spans of evidence count it: cleaned, line by line."""
    if "\n" not in text:
        return clean(text)
    return "\n".join(cleaned for line in text.splitlines() if (cleaned := clean(line)))


def with_findings(reviews: pd.DataFrame, read: Read | None) -> tuple[pd.DataFrame, Evidence]:
    """The reviews, in which the rules have filled what no recorder stated, and the words that told them so."""
    if read is None or (with_text := reviews[reviews["text"].notna()]).empty:
        return reviews, {}
    said = with_text[["text", "language"]].astype(object).where(with_text[["text", "language"]].notna(), None)
    texts: list[tuple[str, str | None]] = list(zip(said["text"], said["language"], strict=True))
    with uncollected():
        known = {text: read(*text) for text in dict.fromkeys(texts)}
    found = [known[text] for text in texts]
    values = pd.DataFrame([_values(each) for each in found], index=with_text.index)
    filled = {str(name): _filled(reviews[name], column) for name, column in values.items()}
    words = [_words(text, each) for (text, _), each in zip(texts, found, strict=True)]
    return reviews.assign(**filled), dict(zip(with_text["review_id"], words, strict=True))


def _values(found: Findings) -> dict[str, Any]:
    """A text's findings by the columns of `review`."""
    plain = {each.column: getattr(found, each.name) for each in _FINDINGS if each.name != "complication"}
    said = ";".join(sorted(found.complications)) or None
    return {**plain, "currency": getattr(found, "currency", None), "complications": said}


def _filled(stated: "pd.Series[Any]", read: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column of the recorder's readings, filled with those of the rules."""
    if str(stated.dtype) == "Int64":
        read = pd.to_numeric(read).round()
    elif str(stated.dtype) == "float64":
        read = pd.to_numeric(read).round(2)
    filled: pd.Series[Any] = stated.fillna(read.astype(stated.dtype).reindex(stated.index))
    return filled


def _words(text: str, found: Findings) -> dict[str, str]:
    lines = readable(text)
    spans = {name: lines[start:end].replace("\n", " ") for name, (start, end) in found.evidence.items()}
    return {name: words[:LONGEST_EVIDENCE] for name, words in spans.items()}


def finding_rows(reviews: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """The rows of `review_finding`: a row for each thing that each review says."""
    found = pd.concat([_rows_of(finding, reviews) for finding in _FINDINGS], ignore_index=True)
    told_of = found["value"].where(found["finding"] == "complication", found["finding"])
    words = [evidence.get(who, {}).get(of) for who, of in zip(found["review_id"], told_of, strict=True)]
    column = pd.Series(words, index=found.index, dtype="str")
    return found.assign(evidence=column, rules_version=RULES_VERSION)[_COLUMNS]


def _rows_of(finding: _Finding, reviews: pd.DataFrame) -> pd.DataFrame:
    """What reviews say of one thing. Words and truths are values, numbers are amounts."""
    rows = reviews[reviews[finding.column].notna()]
    said = rows[finding.column]
    if finding.name == "complication":
        said = said.str.split(";").explode()
        rows = rows.loc[said.index]
    elif str(said.dtype) == "boolean":
        said = said.map({True: "true", False: "false"})
    is_amount = finding.unit is not None
    is_money = finding.unit == "currency units"
    nothing = pd.Series(None, index=rows.index)
    return pd.DataFrame(
        {
            "review_id": rows["review_id"].to_numpy(),
            "finding": finding.name,
            "value": (nothing if is_amount else said).astype("str").to_numpy(),
            "amount": (said if is_amount else nothing).astype("float64").to_numpy(),
            "unit": pd.Series(finding.unit, index=rows.index, dtype="str").to_numpy(),
            "currency": (rows["currency"] if is_money else nothing).astype("str").to_numpy(),
            "read_by": rows["method"].eq("recorded").map({True: "recorder", False: "rules"}).astype("str").to_numpy(),
        }
    ).astype(dict.fromkeys(("review_id", "finding", "value", "unit", "currency", "read_by"), "str"))
