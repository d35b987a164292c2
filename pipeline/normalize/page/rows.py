"""Raw listings of fetched pages become rows of prices: read page by page, as their readers read them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
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
    raw_ids = raw["raw_id"].to_dict()
    aside: Counter[tuple[str, str, str]] = Counter()
    for page in _pages(raw):
        listings = [listing for _, listing in page]
        source, url = listings[0].source, str(listings[0].url)
        places = {id(listing): place for place, listing in page}
        prices = read_page_prices(listings)
        kept = {id(price) for price in chosen_prices(prices)}
        for price in prices:
            place = places.pop(id(price.listing))
            if price.meaning.procedure not in _ABOUT_LIPS:
                aside[source, url, "another service"] += 1
            elif price.reason:
                reasons[place] = f"no price of a service: {price.reason.replace('_', ' ')}"
            elif id(price) in kept:
                found.append(_row(price) | {"raw_id": raw_ids[place]})
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


def _pages(raw: pd.DataFrame) -> Iterable[list[tuple[Any, PriceListing]]]:
    """The listings of each fetch of a page, each with its place in the raw frame."""
    pages: defaultdict[tuple[str | None, ...], list[tuple[Any, PriceListing]]] = defaultdict(list)
    for place, listing in zip(raw.index, listings_of(raw), strict=True):
        pages[listing.source, listing.url, listing.fetched_at].append((place, listing))
    return pages.values()


def _rejected(raw: pd.DataFrame, reasons: dict[Any, str]) -> pd.DataFrame:
    problems = Problems(raw.index)
    told = pd.Series(reasons, dtype="str").reindex(raw.index)
    problems.add(told.notna(), told)
    return rejected_rows(raw, "PriceListing", problems)


def listings_of(raw: pd.DataFrame) -> list[PriceListing]:
    """The raw items that the rows of a raw frame were."""
    if raw.empty:
        return []
    columns = [_column(raw[name], name) for name in _FIELDS]
    return [PriceListing(**dict(zip(_FIELDS, values, strict=True))) for values in zip(*columns, strict=True)]


_FIELDS = [field.name for field in fields(PriceListing) if field.name != "stated"]


def _column(texts: "pd.Series[Any]", name: str) -> list[Any]:
    values = texts.astype(object).where(texts.notna(), None).tolist()
    return [_list(text) for text in values] if name in _LISTS else values


@lru_cache(10_000)
def _list(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text or "[]"))


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
