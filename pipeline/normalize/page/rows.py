"""Raw listings of fetched pages become rows of prices: read page by page, as their readers read them."""

import json
from collections import Counter
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from crawler.items import PriceListing
from pipeline.normalize.page.choice import chosen_prices
from pipeline.normalize.page.fields import ends, fields_of
from pipeline.normalize.page.price import PagePrice, read_page_prices
from pipeline.normalize.reading import Problems
from pipeline.normalize.rejected import rejected_rows
from pipeline.normalize.text import clean

_LISTS = ("headings", "addresses", "telephones", "sites", "types")
_ABOUT_LIPS = ("lip_blush", "full_lip_color", "lip_liner", "lip_neutralization", "pmu_any")
_COLUMNS = {
    "provider_name": "str",
    "city": "str",
    "region": "str",
    "country": "str",
    "service": "str",
    "basis": "str",
    "url": "str",
    "note": "str",
    "source": "str",
    "method": "str",
    "raw_id": "str",
    "recorded_on": "datetime64[us]",
    "observed_at": "datetime64[us]",
    "procedure": "str",
    "kind": "str",
    "days_after_low": "Int64",
    "days_after_high": "Int64",
    "price_low": "float64",
    "price_high": "float64",
    "currency": "str",
    "currency_basis": "str",
    "qualifier": "str",
    "regular_price": "float64",
    "touch_up_included": "boolean",
    "touch_up_price": "float64",
    "duration_minutes_low": "Int64",
    "duration_minutes_high": "Int64",
    "months_lasting_low": "Int64",
    "months_lasting_high": "Int64",
    "healing_days_low": "Int64",
    "healing_days_high": "Int64",
    "provider_rating": "float64",
    "provider_rating_count": "Int64",
    "is_lip_specific": "boolean",
    "evidence": "str",
    "locator": "str",
    "label": "str",
    "captured_at": "datetime64[us]",
    "extract_version": "Int64",
}


@dataclass(frozen=True)
class PageRows:
    """What fetched pages hold: `prices` of lip work or of any area, what was `rejected`, and how much was `set_aside`.

    `set_aside` counts the raw items that are prices of other services, or that say again what the page said before;
    they stay in the raw files: this is a guide to lips.
    """

    prices: pd.DataFrame
    rejected: pd.DataFrame
    set_aside: pd.DataFrame


def read_page_rows(raw: pd.DataFrame) -> PageRows:
    """Read the raw listings of pages, page by page."""
    found: list[dict[str, Any]] = []
    reasons: dict[Any, str] = {}
    aside: Counter[tuple[str, str, str]] = Counter()
    for _, page in raw.groupby(["source", "url", "fetched_at"], sort=False, dropna=False):
        source, url = str(page["source"].iloc[0]), str(page["url"].iloc[0])
        listings = listings_of(page)
        places = dict(zip(map(id, listings), page.index, strict=True))
        prices = read_page_prices(listings)
        kept = {id(price) for price in chosen_prices(prices)}
        for price in prices:
            place = places.pop(id(price.listing))
            if price.meaning.procedure not in _ABOUT_LIPS:
                aside[source, url, "another service"] += 1
            elif price.reason:
                reasons[place] = f"no price of a service: {price.reason.replace('_', ' ')}"
            elif id(price) in kept:
                found.append(_row(price) | {"raw_id": raw.at[place, "raw_id"]})
            else:
                aside[source, url, "said again"] += 1
        reasons |= dict.fromkeys(places.values(), "price_text: no amount can be read")
    return PageRows(
        prices=pd.DataFrame(found, columns=list(_COLUMNS)).astype(_COLUMNS),
        rejected=_rejected(raw, reasons),
        set_aside=pd.DataFrame(
            [(*key, items) for key, items in aside.items()], columns=["source", "url", "reason", "items"]
        ).astype({"source": "str", "url": "str", "reason": "str", "items": "int64"}),
    )


def _rejected(raw: pd.DataFrame, reasons: dict[Any, str]) -> pd.DataFrame:
    problems = Problems(raw.index)
    told = pd.Series(reasons, dtype="str").reindex(raw.index)
    problems.add(told.notna(), told)
    return rejected_rows(raw, "PriceListing", problems)


def listings_of(raw: pd.DataFrame) -> list[PriceListing]:
    """The raw items that the rows of a raw frame were."""
    return [_listing(row) for row in raw.astype(object).where(raw.notna(), None).to_dict("records")]


_FIELDS = [field.name for field in fields(PriceListing) if field.name != "stated"]


def _listing(row: dict[Any, Any]) -> PriceListing:
    values = {name: row[name] for name in _FIELDS}
    return PriceListing(**values | {name: tuple(json.loads(values[name] or "[]")) for name in _LISTS})


def _row(price: PagePrice) -> dict[str, Any]:
    listing, meaning = price.listing, price.meaning
    captured_at = pd.Timestamp(str(listing.fetched_at)).tz_localize(None)
    elapsed = meaning.elapsed if meaning.kind in ("touch_up", "annual_refresh") else None
    return {
        "provider_name": listing.provider,
        "basis": listing.basis,
        "url": listing.url,
        "source": listing.source,
        "observed_at": captured_at.normalize(),
        "captured_at": captured_at,
        "extract_version": listing.extract_version,
        "label": " < ".join(clean(text) for text in (listing.service or "", *listing.headings[:1])),
        "days_after_low": elapsed.low if elapsed else None,
        "days_after_high": elapsed.high if elapsed else None,
        "is_lip_specific": meaning.procedure != "pmu_any",
        **ends("months_lasting", price.months_lasting),
        **ends("healing_days", price.healing_days),
    } | fields_of(price)
