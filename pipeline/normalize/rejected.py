"""Rows that could not be understood: kept with where they stood, why, and what they said."""

import json
import re

import pandas as pd
import pyarrow as pa

from pipeline.normalize.reading import Problems

COLUMNS = ("source", "file", "line", "url", "item", "reason", "raw_text")
_LONGEST = 2000
_UNPUBLISHED = {"Review": ("title", "text", "author_hash")}
"""What is somebody's own words or points at her: it stays in the raw files."""
_UNPUBLISHED_IN_LINES = re.compile(r"""(?s)(?<=.)"(?:title|text|author_hash)"\s*:.*""")


def rejected_rows(raw: pd.DataFrame, item: str, problems: Problems) -> pd.DataFrame:
    """The rows of a raw frame that have a problem, as rows of the table `rejected`."""
    reasons = problems.reasons()
    rows = raw.loc[reasons.index]
    return _frame(
        source=rows["source"],
        file=rows["file"],
        line=rows["line"],
        url=rows["url"],
        item=item,
        reason=reasons,
        raw_text=_said(rows.drop(columns=["source", "file", "line", "raw_id", *_UNPUBLISHED.get(item, ())])),
    )


def unreadable_lines(raw: pd.DataFrame, item: str) -> pd.DataFrame:
    """Lines that could not be taken apart (`source`, `file`, `line`, `reason`, `text`), as rows of `rejected`."""
    return _frame(
        source=raw["source"],
        file=raw["file"],
        line=raw["line"],
        url=None,
        item=item,
        reason=raw["reason"],
        raw_text=raw["text"].map(_publishable),
    )


def _publishable(line: str) -> str:
    """A broken line; of one that may be an account no more than what comes before its words."""
    return _UNPUBLISHED_IN_LINES.sub("…", line) if '"Review"' in line or '"author_hash"' in line else line


def repeated_facts(raw: pd.DataFrame) -> "tuple[pd.Series[bool], pd.Series[str]]":
    """The rows that repeat an earlier row of the same content, and the reason told for each."""
    repeated = raw["raw_id"].duplicated()
    first = raw.drop_duplicates("raw_id").set_index("raw_id")["line"]
    return repeated, "the same fact stands already in line " + raw["raw_id"].map(first).astype("str")


def _said(rows: pd.DataFrame) -> "pd.Series[str]":
    records = pa.Table.from_pandas(rows, preserve_index=False).to_pylist()
    texts = [
        json.dumps({name: value for name, value in record.items() if value is not None}, ensure_ascii=False)
        for record in records
    ]
    return pd.Series(texts, index=rows.index, dtype="str")


def _frame(**columns: object) -> pd.DataFrame:
    index = next(column.index for column in columns.values() if isinstance(column, pd.Series))
    frame = pd.DataFrame(columns, index=index)[list(COLUMNS)]
    for name in ("reason", "raw_text"):
        frame[name] = frame[name].astype("str").str.slice(0, _LONGEST)
    return frame.astype({name: "str" for name in COLUMNS if name != "line"}).astype({"line": "Int64"})
