"""The other lines of a card or row: each speaks for itself."""

import pytest

from crawler.items import PriceListing
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.price import read_page_prices


def price_of_card(details: str) -> PagePrice:
    item = PriceListing(source="studios", method="menu text", service="Lip blush", price_text="$400", details=details)
    (price,) = read_page_prices([Listing.of_item(item)])
    return price


@pytest.mark.parametrize(
    ("details", "minutes", "days_healing"),
    [
        ("Allow 2 hours.", (120, 120), None),
        # How long before the visit something is due is no time that the visit takes.
        ("Patch test required 48 hours before. · Allow 2 hours.", (120, 120), None),
        ("Healing takes 5-7 days.", None, (5, 7)),
        # The weeks are those between two visits, in a line of their own.
        ("Two appointments 6-8 weeks apart. · Healing takes about a week.", None, (7, 7)),
        ("Soft and natural.", None, None),
        ("", None, None),
    ],
)
def test_times_are_read_line_by_line(
    details: str, minutes: tuple[int, int] | None, days_healing: tuple[int, int] | None
) -> None:
    listing = PriceListing(
        source="studios", method="menu text", service="Lip blush", price_text="$400", details=details
    )
    (price,) = read_page_prices([Listing.of_item(listing)])
    assert [(span.low, span.high) if span else None for span in (price.minutes, price.healing_days)] == [
        minutes,
        days_healing,
    ]


@pytest.mark.parametrize(
    ("details", "included"),
    [
        ("Soft and natural. · One touch-up included.", True),
        ("Touch-up not included. · Soft and natural.", False),
        ("A sheer veil of colour.", None),
    ],
)
def test_a_line_tells_whether_the_touch_up_is_included(details: str, included: bool | None) -> None:
    listing = PriceListing(
        source="studios", method="menu text", service="Lip blush", price_text="$400", details=details
    )
    (price,) = read_page_prices([Listing.of_item(listing)])
    assert price.meaning.touch_up_included is included
