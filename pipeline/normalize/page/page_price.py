"""A price as read from a page, with all that the page says of it."""

from typing import NamedTuple

from pipeline.normalize.page.amounts import Amounts
from pipeline.normalize.page.country import Country
from pipeline.normalize.page.currency import Currency
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.meaning import Meaning
from pipeline.normalize.page.times import Span


class PagePrice(NamedTuple):
    """One price of one service, as read from a page; `reason` tells why an amount is none."""

    listing: Listing
    amounts: Amounts
    currency: Currency | None
    meaning: Meaning
    regular_price: float | None
    country: Country | None
    minutes: Span | None
    months_lasting: Span | None
    healing_days: Span | None
    reason: str | None = None
