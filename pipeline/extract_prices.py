"""Prices as `blushbook extract` prints them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.extract.document import Document
from crawler.extract.page import read_prices
from crawler.items import PriceListing
from pipeline.extract_kind import Kind, Record, one_line
from pipeline.normalize.page.choice import chosen_prices
from pipeline.normalize.page.fields import fields_of
from pipeline.normalize.page.listing import Listing, listings_of
from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.price import read_page_prices


@dataclass(frozen=True)
class Extracted:
    """One price, and the file or address it was read from, as it was given."""

    source: str
    price: PagePrice


def as_record(one: Extracted) -> dict[str, Any]:
    """The fields of a price, flat. Amounts are in currency units; an open end is null, free is 0."""
    listing = one.price.listing
    page = {"source": one.source, "url": listing.url, "provider": listing.provider, "language": listing.language}
    return page | fields_of(one.price)


def _read(document: Document) -> list[Listing]:
    return [Listing.of_item(item) for item in read_prices(document, "extract")]


def _records(source: str, listings: Sequence[Listing], every_service: bool) -> Iterator[Record]:
    for price in chosen_prices(read_page_prices(listings)):
        if every_service or "lip" in price.meaning.procedure:
            yield as_record(Extracted(source, price))


def _cells(record: Record) -> tuple[str, ...]:
    low, high = record["price_low"], record["price_high"]
    amount = {
        "fixed": "free" if low == 0 else f"{low:g}" if low is not None else "",
        "range": f"{low or 0:g}–{high or 0:g}",
        "from": f"from {low or 0:g}",
        "up_to": f"up to {high or 0:g}",
    }[record["qualifier"]]
    included = {True: "included", False: "extra", None: ""}[record["touch_up_included"]]
    regular = f" (was {record['regular_price']:g})" if record["regular_price"] else ""
    return (
        Path(record["source"]).name or record["source"],
        record["service"][:60],
        record["procedure"],
        record["kind"],
        f"{amount} {record['currency'] or '?'}{regular}",
        included,
        f"{record['method']}, currency by {record['currency_basis'] or 'nothing'}",
        one_line(record["evidence"]),
    )


KIND = Kind(
    name=PriceListing.__name__,
    read=_read,
    of_raw=listings_of,
    records=_records,
    header=("source", "service", "procedure", "kind", "price", "touch-up", "read as", "evidence"),
    cells=_cells,
    nothing="No price was found.",
)
