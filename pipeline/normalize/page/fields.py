"""A price read from a page as flat fields, under the names they have in tables and in `blushbook extract`."""

from typing import Any

from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.times import Span

FIELDS = (
    "city",
    "region",
    "country",
    "service",
    "procedure",
    "kind",
    "price_low",
    "price_high",
    "currency",
    "currency_basis",
    "qualifier",
    "touch_up_included",
    "regular_price",
    "duration_minutes_low",
    "duration_minutes_high",
    "method",
    "evidence",
    "locator",
)
"""The fields that tell what is priced."""


def fields_of(price: PagePrice) -> dict[str, Any]:
    """The fields that tell what is priced. Amounts are in currency units; an open end is null, free is 0."""
    return dict(zip(FIELDS, field_values(price), strict=True))


def field_values(price: PagePrice) -> tuple[Any, ...]:
    """The values of `FIELDS`, in their order."""
    listing, meaning, amounts, currency = price.listing, price.meaning, price.amounts, price.currency
    return (
        listing.city,
        listing.region,
        price.country.code if price.country else None,
        meaning.service,
        meaning.procedure,
        meaning.kind,
        amounts.low,
        amounts.high,
        currency.code if currency else None,
        currency.basis if currency else None,
        amounts.qualifier,
        meaning.touch_up_included,
        price.regular_price,
        *ends(price.minutes),
        listing.method,
        listing.evidence,
        listing.locator,
    )


def ends(span: Span | None) -> tuple[int | None, int | None]:
    """The low and the high end of a span."""
    return (span.low, span.high) if span else (None, None)
