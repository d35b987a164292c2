"""Price texts as they stand on the pages of studios, in many languages, and how a careful reader reads them.

The readings were written before the rules met the texts. What the rules get wrong is listed with its reason, strictly:
a row that is read right after all must lose its reason.
"""

from html import escape

import pytest

from crawler.extract.document import read_document
from crawler.extract.page import read_prices
from pipeline.normalize.page.choice import chosen_prices
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.price import read_page_prices
from tests.conftest import examples

TEXTS = examples("price_texts.csv")


def reading(text: str, language: str, country: str) -> str:
    """What is read of a text that stands alone on the page of a studio for permanent makeup."""
    body = "<br>".join(escape(line) for line in text.split("\n"))
    page = f'<html lang="{language}"><head><title>PMU Studio</title></head><body><div>{body}</div></body></html>'
    items = read_prices(read_document(page.encode(), "https://studio.example/"), "test")
    listings = [Listing.of_item(item)._replace(country=country or None) for item in items]
    return " | ".join(map(told, chosen_prices(read_page_prices(listings))))


def told(price: PagePrice) -> str:
    parts = [price.meaning.kind, price.meaning.procedure, amount(price), price.currency.code if price.currency else "?"]
    if price.regular_price:
        parts.append(f"was {number(price.regular_price)}")
    if price.meaning.touch_up_included is not None:
        parts.append(f"touch_up={'included' if price.meaning.touch_up_included else 'extra'}")
    if price.minutes:
        ends = dict.fromkeys([price.minutes.low, price.minutes.high])
        parts.append("minutes=" + "..".join(map(str, ends)))
    return " ".join(parts)


def amount(price: PagePrice) -> str:
    low, high = (number(value) for value in (price.amounts.low, price.amounts.high))
    return low if price.amounts.qualifier == "fixed" else f"{low}..{high}"


def number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["text"][:60],
            marks=[pytest.mark.xfail(reason=row["fails_because"], strict=True)] if row["fails_because"] else [],
        )
        for row in TEXTS
    ],
)
def test_a_price_text_is_read_as_a_careful_reader_would(row: dict[str, str]) -> None:
    assert reading(row["text"], row["language"], row["country"]) == row["reading"]


def test_the_texts_are_many_and_in_many_languages() -> None:
    assert len(TEXTS) >= 300
    assert len({row["language"] for row in TEXTS}) >= 12
    assert sum(bool(row["fails_because"]) for row in TEXTS) <= len(TEXTS) / 10
