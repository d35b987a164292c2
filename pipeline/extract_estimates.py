"""`blushbook extract --items estimates`: the figures that would be read off an article, and the sentence of each."""

from collections.abc import Iterable
from typing import Any

from crawler.extract.article import read_estimates
from crawler.extract.document import Document
from crawler.items import CostEstimate
from pipeline.normalize.cost.statement import Statement, read_statement

COLUMNS = ("publisher", "published", "statistic", "about", "price", "n", "credited to", "evidence")
"""The heads of the table that is printed."""

_LONGEST_EVIDENCE = 90
Row = dict[str, Any]


def rows(document: Document, source: str) -> list[Row]:
    """The estimates of a page; `source` is the file or address as it was given."""
    return rows_of(read_estimates(document, source), source)


def rows_of(items: Iterable[CostEstimate], source: str) -> list[Row]:
    """The figures of a page's statements, each once: of those that say the same the one that says most beside it.

    Amounts are in currency units; an open end is null. What the page says of other treatments is there too: `about`
    tells.
    """
    found: dict[tuple[object, ...], Row] = {}
    for item in items:
        for row in _rows(item, source):
            figure = tuple(row[name] for name in ("statistic", "about", "price_low", "price_high", "currency"))
            if figure not in found or _said(row) > _said(found[figure]):
                found[figure] = row
    return list(found.values())


def cells(row: Row) -> tuple[str, ...]:
    """A row as one line of the table."""
    return (
        row["publisher"] or "?",
        row["published"] or "",
        row["statistic"],
        row["about"],
        f"{_amount(row['price_low'], row['price_high'])} {row['currency'] or '?'}",
        "" if row["sample_size"] is None else str(row["sample_size"]),
        row["attributed_to"] or "",
        row["evidence"][:_LONGEST_EVIDENCE],
    )


def _rows(item: CostEstimate, source: str) -> list[Row]:
    statement = Statement(
        text=item.text or "",
        before=item.before,
        headings=item.headings,
        page_title=item.page_title,
        url=item.url,
        language=item.language,
    )
    page = {"source": source, "url": item.url, "publisher": item.publisher, "published": item.published}
    return [
        page
        | {
            "statistic": one.statistic,
            "about": one.about,
            "price_low": one.price_low,
            "price_high": one.price_high,
            "currency": one.currency,
            "sample_size": one.sample_size,
            "attributed_to": one.attributed_to,
            "evidence": one.evidence,
            "locator": item.locator,
        }
        for one in read_statement(statement).estimates
    ]


def _said(row: Row) -> int:
    return (row["sample_size"] is not None) + (row["attributed_to"] is not None)


def _amount(low: float | None, high: float | None) -> str:
    if low is None:
        return f"up to {high or 0:g}"
    if high is None:
        return f"from {low:g}"
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"
