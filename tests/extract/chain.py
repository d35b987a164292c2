"""The whole reading of a page, from its bytes to the records that the command prints."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.extract.document import read_document
from crawler.extract.page import read_prices
from pipeline.extract import as_jsonl
from pipeline.extract_prices import Extracted, as_record
from pipeline.normalize.page.choice import chosen_prices
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.price import read_page_prices

PAGES = Path(__file__).parent / "pages"
URL = "https://studio.example/prices"

Record = dict[str, Any]


def records_of(page: str | bytes, url: str = URL) -> list[Record]:
    """The records of a page, through the very text that the command prints."""
    body = page.encode("utf-8", "replace") if isinstance(page, str) else page
    listings = [Listing.of_item(item) for item in read_prices(read_document(body, url), "test")]
    chosen = chosen_prices(read_page_prices(listings))
    return [json.loads(line) for line in as_jsonl(as_record(Extracted("page", price)) for price in chosen)]


def golden(name: str) -> str:
    """The source of a golden page."""
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")


def golden_names() -> list[str]:
    """The golden pages, all in their folder."""
    return sorted(path.stem for path in PAGES.glob("*.html"))


def expected(name: str) -> list[Record]:
    """What a careful reader reads on a golden page, in page order."""
    rows: list[Record] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def failing_strictly(names: list[str], failing: dict[str, str]) -> list[object]:
    """The parameters of a test, those marked that must fail, with the reason."""
    marks = {name: pytest.mark.xfail(strict=True, reason=reason) for name, reason in failing.items()}
    return [pytest.param(name, marks=[marks[name]] if name in marks else []) for name in names]
