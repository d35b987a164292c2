"""How numbers are written."""

from decimal import Decimal

import pytest

from reports.numbers import dollars, local_price, share


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("600.00"), "$600"), (Decimal("612.50"), "$613"), (Decimal("662.49"), "$662"), (Decimal(1350), "$1,350")],
)
def test_dollars_are_whole_and_halves_go_up(value: Decimal, written: str) -> None:
    assert dollars(value) == written


def test_a_number_carries_its_value_and_its_name() -> None:
    assert dollars(Decimal("612.50"), "a/b/c") == '<data value="612.50" data-figure="a/b/c">$613</data>'


def test_a_share_is_told_in_counts() -> None:
    assert share(20, 21) == "20 of 21"


@pytest.mark.parametrize(
    ("low", "high", "currency", "written"),
    [
        ("450", "450", "USD", "450 USD"),
        ("400", None, "USD", "from 400 USD"),
        (None, "900", "EUR", "up to 900 EUR"),
        ("15000", "25000", "INR", "15,000–25,000 INR"),
        ("99.50", "99.50", None, "99.50"),
    ],
)
def test_a_price_as_its_page_states_it(low: str | None, high: str | None, currency: str | None, written: str) -> None:
    assert local_price({"price_low": low, "price_high": high, "currency": currency}) == written
