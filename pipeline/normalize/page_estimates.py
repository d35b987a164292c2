"""Statements found on pages become rows like those that a person recorded: one for each figure of a statement."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from crawler.items import CostEstimate
from pipeline.normalize.cost.statement import Estimate, Statement, read_statement
from pipeline.normalize.place import country_name

_FIGURE = ("url", "stated_statistic", "stated_about", "stated_price_low", "stated_price_high", "stated_currency")
_STATED = ("statistic", "about", "price_low", "price_high", "currency", "sample_size", "attributed_to")
UNREAD = "unread"
"""The column that tells why a statement gives no figure; null for all others."""


def with_readings(raw: pd.DataFrame) -> pd.DataFrame:
    """Raw estimates with what is read from the text of those that have one, and a column `unread`.

    A statement that gives several figures becomes as many rows, whose `raw_id` end in `-2`, `-3`. A recorder's own
    readings are left as they are: nothing is read from a text for which there are any.
    """
    is_text = raw["text"].notna() & raw["stated_statistic"].isna()
    recorded = raw[~is_text].assign(**{UNREAD: pd.Series(pd.NA, index=raw.index[~is_text], dtype="str")})
    rows = [row for record in raw[is_text].to_dict("records") for row in _rows({str(k): v for k, v in record.items()})]
    if not rows:
        return recorded
    read = pd.DataFrame(rows, columns=recorded.columns)
    read = read.astype({name: dtype for name, dtype in recorded.dtypes.items() if name != UNREAD} | {UNREAD: "str"})
    return pd.concat([recorded, _once(read)], ignore_index=True)


def raw_item(record: dict[str, Any]) -> CostEstimate:
    """The raw item of a page that a row of a raw frame was."""
    names = ("source", "url", "method", "publisher", "published", "text", "before", "page_title", "locator", "language")
    fields: dict[str, Any] = {name: None if pd.isna(record[name]) else record[name] for name in names}
    headings = record["headings"]
    return CostEstimate(**fields, headings=() if pd.isna(headings) else tuple(json.loads(headings)))


def statement_of(item: CostEstimate) -> Statement:
    """The statement that a raw item of a page holds."""
    return Statement(
        text=item.text or "",
        before=item.before,
        headings=item.headings,
        page_title=item.page_title,
        url=item.url,
        language=item.language,
    )


def _rows(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    reading = read_statement(statement_of(raw_item(record)))
    if not reading.estimates:
        yield record | {UNREAD: reading.reason}
    for number, estimate in enumerate(reading.estimates, start=1):
        raw_id = record["raw_id"] if number == 1 else f"{record['raw_id']}-{number}"
        yield record | _stated(estimate) | {"raw_id": raw_id, UNREAD: None}


def _stated(estimate: Estimate) -> dict[str, str | None]:
    """An estimate as a recorder would have written it down. Pages count as articles: no rule of ours tells farms."""
    return {
        **{f"stated_{name}": _as_text(getattr(estimate, name)) for name in _STATED},
        "stated_quality": "article",
        "scope": country_name(estimate.country) if estimate.country else None,
    }


def _once(read: pd.DataFrame) -> pd.DataFrame:
    """Note the figures that their page gives more than once, but for the first statement that says most of it."""
    figures = read[read[UNREAD].isna()]
    said = figures[["stated_sample_size", "stated_attributed_to"]].notna().sum(axis=1)
    # Nulls are equal here: an average without a currency is said again as one without a currency.
    in_order = figures.assign(said=-said).sort_values("said", kind="stable")
    again = in_order.index[in_order.duplicated(list(_FIGURE))]
    return read.assign(
        **{UNREAD: read[UNREAD].mask(read.index.isin(again), "its page gives the same figure elsewhere")}
    )


def _as_text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.10g}" if isinstance(value, float) else str(value)
