"""`blushbook extract`: what would be read off these pages, and why."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crawler.extract.document import read_document
from crawler.extract.page import read_prices
from crawler.items import PriceListing
from pipeline.errors import BlushBookError
from pipeline.listing import aligned
from pipeline.normalize.page.choice import chosen_prices
from pipeline.normalize.page.fields import fields_of
from pipeline.normalize.page.price import PagePrice, read_page_prices

_LONGEST_EVIDENCE = 90


@dataclass(frozen=True)
class Extracted:
    """One price, and the file or address it was read from, as it was given."""

    source: str
    price: PagePrice


def extract(pages: Iterable[str], every_service: bool, contact: str | None, allow_private: bool) -> Iterator[Extracted]:
    """The prices of pages that lie in files or on the web: of lip work, or of every service.

    Raises `BlushBookError` where a file cannot be read, `NothingUsableError` where an address cannot.
    """
    for page in pages:
        if "://" in page:
            yield from _of_address(page, every_service, contact, allow_private)
        else:
            yield from _of_file(Path(page), page, every_service)


def _of_file(path: Path, source: str, every_service: bool) -> Iterator[Extracted]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BlushBookError(f"{source}: {error.strerror}") from error
    listings = read_prices(read_document(body, path.resolve().as_uri()), "extract")
    yield from _chosen(source, listings, every_service)


def _of_address(url: str, every_service: bool, contact: str | None, allow_private: bool) -> Iterator[Extracted]:
    """Ask for one page with all the manners of a crawl."""
    from pipeline.crawl import CrawlRequest, crawl
    from pipeline.home import Home
    from pipeline.normalize.page.rows import listings_of
    from pipeline.raw import read_raw

    request = CrawlRequest(
        sources=("studios",),
        recorded=Path(),
        contact=contact,
        seeds=(url,),
        pages=1,
        allow_private=allow_private,
    )
    request.check()
    with TemporaryDirectory(prefix="blushbook-") as folder:
        home = Home(Path(folder))
        crawl(home, "extract", request, tell=lambda progress: None)
        listings = listings_of(read_raw(home.raw("extract")).by_type["PriceListing"])
    for address in dict.fromkeys(listing.url for listing in listings):
        yield from _chosen(url, [listing for listing in listings if listing.url == address], every_service)


def _chosen(source: str, listings: list[PriceListing], every_service: bool) -> Iterator[Extracted]:
    for price in chosen_prices(read_page_prices(listings)):
        if every_service or "lip" in price.meaning.procedure:
            yield Extracted(source, price)


def as_jsonl(extracted: Iterable[Extracted]) -> Iterator[str]:
    """One JSON object a line."""
    for one in extracted:
        yield json.dumps(as_record(one), ensure_ascii=False).encode("utf-8", "replace").decode()


def as_record(one: Extracted) -> dict[str, Any]:
    """The fields of a price, flat. Amounts are in currency units; an open end is null, free is 0."""
    listing = one.price.listing
    page = {"source": one.source, "url": listing.url, "provider": listing.provider, "language": listing.language}
    return page | fields_of(one.price)


def as_table(extracted: Iterable[Extracted]) -> str:
    """A table to read: what is priced, at how much, and the line of the page that says so."""
    rows: list[tuple[str, ...]] = [
        ("source", "service", "procedure", "kind", "price", "touch-up", "read as", "evidence")
    ]
    rows += [_cells(as_record(one)) for one in extracted]
    if len(rows) == 1:
        return "No price was found."
    return aligned(rows)


def _cells(record: dict[str, Any]) -> tuple[str, ...]:
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
        " ".join((record["evidence"] or "").split())[:_LONGEST_EVIDENCE],
    )
