"""A price read from a page as flat fields, under the names they have in tables and in `blushbook extract`."""

from typing import Any

from pipeline.normalize.page.price import PagePrice
from pipeline.normalize.page.times import Span


def fields_of(price: PagePrice) -> dict[str, Any]:
    """The fields that tell what is priced. Amounts are in currency units; an open end is null, free is 0."""
    return {
        "city": price.listing.city,
        "region": price.listing.region,
        "country": price.country.code if price.country else None,
        "service": price.meaning.service,
        "procedure": price.meaning.procedure,
        "kind": price.meaning.kind,
        "price_low": price.amounts.low,
        "price_high": price.amounts.high,
        "currency": price.currency.code if price.currency else None,
        "currency_basis": price.currency.basis if price.currency else None,
        "qualifier": price.amounts.qualifier,
        "touch_up_included": price.meaning.touch_up_included,
        "regular_price": price.regular_price,
        **ends("duration_minutes", price.minutes),
        "method": price.listing.method,
        "evidence": price.listing.evidence,
        "locator": price.listing.locator,
    }


def ends(name: str, span: Span | None) -> dict[str, int | None]:
    """A span as two fields, `<name>_low` and `<name>_high`."""
    return {f"{name}_low": span.low if span else None, f"{name}_high": span.high if span else None}
