"""`blushbook extract --items estimates`: the figures that would be read off an article, and the sentence of each."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from crawler.extract.article import read_estimates
from crawler.extract.document import Document, read_document
from crawler.items import CostEstimate
from pipeline.errors import BlushBookError
from pipeline.listing import aligned
from pipeline.normalize.cost.statement import Statement, read_statement

COLUMNS = ("publisher", "published", "statistic", "about", "price", "n", "credited to", "evidence")
"""The heads of the table that is printed."""

_LONGEST_EVIDENCE = 90
Row = dict[str, Any]
"""The fields of one figure, flat, as JSON has them."""


def extract(pages: Iterable[str], contact: str | None, allow_private: bool) -> Iterator[Row]:
    """The estimates of pages that lie in files or on the web.

    Raises `BlushBookError` where a file cannot be read, `NothingUsableError` where an address cannot.
    """
    for page in pages:
        yield from _of_address(page, contact, allow_private) if "://" in page else _of_file(Path(page), page)


def as_table(found: Iterable[Row]) -> str:
    """A table to read: what is said to cost what, on whose word, and the sentence that says so."""
    lines = [COLUMNS, *map(cells, found)]
    return aligned(lines) if len(lines) > 1 else "No estimate was found."


def as_jsonl(found: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    for row in found:
        yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode()


def of_raw(raw: pd.DataFrame) -> Sequence[CostEstimate]:
    """The statements that the rows of a raw frame were."""
    return [_of_record({str(key): value for key, value in record.items()}) for record in raw.to_dict("records")]


def _of_record(record: dict[str, Any]) -> CostEstimate:
    names = ("source", "url", "method", "publisher", "published", "text", "before", "page_title", "locator", "language")
    fields: dict[str, Any] = {name: None if pd.isna(record[name]) else record[name] for name in names}
    return CostEstimate(**fields, headings=tuple(json.loads(record["headings"] or "[]")))


def _of_file(path: Path, source: str) -> list[Row]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BlushBookError(f"{source}: {error.strerror}") from error
    return rows(read_document(body, path.resolve().as_uri()), source)


def _of_address(url: str, contact: str | None, allow_private: bool) -> list[Row]:
    """Ask for one page with all the manners of a crawl."""
    from pipeline.crawl import CrawlRequest, crawl
    from pipeline.home import Home
    from pipeline.raw import read_raw

    request = CrawlRequest(
        sources=("guides",), recorded=Path(), contact=contact, seeds=(url,), pages=1, allow_private=allow_private
    )
    request.check()
    with TemporaryDirectory(prefix="blushbook-") as folder:
        home = Home(Path(folder))
        crawl(home, "extract", request, tell=lambda progress: None)
        return rows_of(of_raw(read_raw(home.raw("extract")).by_type[CostEstimate.__name__]), url)


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
