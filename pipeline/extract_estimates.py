"""`blushbook extract --items estimates`: the figures that would be read off an article, and the sentence of each."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from crawler.extract.article import read_estimates
from crawler.extract.document import Document
from crawler.items import CostEstimate
from pipeline.extract_kind import Kind, Record, one_line
from pipeline.normalize.cost.statement import read_statement
from pipeline.normalize.page_estimates import raw_item, statement_of

_LONGEST_EVIDENCE = 90


def _of_raw(raw: pd.DataFrame) -> Sequence[CostEstimate]:
    """The statements that the rows of a raw frame were."""
    return [raw_item({str(key): value for key, value in record.items()}) for record in raw.to_dict("records")]


def rows_of(items: Iterable[CostEstimate], source: str) -> list[Record]:
    """The figures of a page's statements, each once: of those that say the same the one that says most beside it.

    Amounts are in currency units; an open end is null. What the page says of other treatments is there too: `about`
    tells.
    """
    found: dict[tuple[object, ...], Record] = {}
    for item in items:
        for row in _rows(item, source):
            figure = tuple(row[name] for name in ("statistic", "about", "price_low", "price_high", "currency"))
            if figure not in found or _said(row) > _said(found[figure]):
                found[figure] = row
    return list(found.values())


def _cells(row: Record) -> tuple[str, ...]:
    """A row as one line of the table."""
    return (
        row["publisher"] or "?",
        row["published"] or "",
        row["statistic"],
        row["about"],
        f"{_amount(row['price_low'], row['price_high'])} {row['currency'] or '?'}",
        "" if row["sample_size"] is None else str(row["sample_size"]),
        row["attributed_to"] or "",
        one_line(row["evidence"], _LONGEST_EVIDENCE),
    )


def _rows(item: CostEstimate, source: str) -> list[Record]:
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
        for one in read_statement(statement_of(item)).estimates
    ]


def _said(row: Record) -> int:
    return (row["sample_size"] is not None) + (row["attributed_to"] is not None)


def _amount(low: float | None, high: float | None) -> str:
    if low is None:
        return f"up to {high or 0:g}"
    if high is None:
        return f"from {low:g}"
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _read(document: Document) -> list[CostEstimate]:
    return read_estimates(document, "extract")


def _records(source: str, items: Sequence[CostEstimate], every_service: bool) -> Iterator[Record]:
    """Every figure of the page, of other treatments too: `about` tells."""
    yield from rows_of(items, source)


KIND = Kind(
    name=CostEstimate.__name__,
    read=_read,
    of_raw=_of_raw,
    records=_records,
    header=("publisher", "published", "statistic", "about", "price", "n", "credited to", "evidence"),
    cells=_cells,
    nothing="No estimate was found.",
    source="guides",
)
