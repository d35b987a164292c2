"""Raw listings of fetched pages become rows of prices: read page by page, as their readers read them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.normalize.page.choice import chosen_prices
from pipeline.normalize.page.fields import FIELDS, ends, field_values
from pipeline.normalize.page.listing import Listing, listings_of
from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.price import read_page_prices
from pipeline.normalize.reading import Problems
from pipeline.normalize.rejected import rejected_rows
from pipeline.normalize.text import clean

_ABOUT_LIPS = ("lip_blush", "full_lip_color", "lip_liner", "lip_neutralization", "pmu_any")
_SCHEMA = pa.schema(
    {
        "provider_name": pa.string(),
        "city": pa.string(),
        "region": pa.string(),
        "country": pa.string(),
        "service": pa.string(),
        "basis": pa.string(),
        "url": pa.string(),
        "note": pa.string(),
        "source": pa.string(),
        "method": pa.string(),
        "raw_id": pa.string(),
        "recorded_on": pa.timestamp("us"),
        "observed_at": pa.timestamp("us"),
        "procedure": pa.string(),
        "kind": pa.string(),
        "days_after_low": pa.int64(),
        "days_after_high": pa.int64(),
        "price_low": pa.float64(),
        "price_high": pa.float64(),
        "currency": pa.string(),
        "currency_basis": pa.string(),
        "qualifier": pa.string(),
        "regular_price": pa.float64(),
        "touch_up_included": pa.bool_(),
        "touch_up_price": pa.float64(),
        "duration_minutes_low": pa.int64(),
        "duration_minutes_high": pa.int64(),
        "months_lasting_low": pa.int64(),
        "months_lasting_high": pa.int64(),
        "healing_days_low": pa.int64(),
        "healing_days_high": pa.int64(),
        "provider_rating": pa.float64(),
        "provider_rating_count": pa.int64(),
        "is_lip_specific": pa.bool_(),
        "evidence": pa.string(),
        "locator": pa.string(),
        "label": pa.string(),
        "captured_at": pa.timestamp("us"),
        "extract_version": pa.int64(),
    }
)


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
    kept: list[tuple[int, PagePrice]] = []
    reasons: dict[int, str] = {}
    aside: Counter[tuple[str, str, str]] = Counter()
    for page in _pages(raw):
        listings = [listing for _, listing in page]
        source, url = listings[0].source, str(listings[0].url)
        places = {id(listing): place for place, listing in page}
        prices = read_page_prices(listings)
        chosen = {id(price) for price in chosen_prices(prices)}
        for price in prices:
            place = places.pop(id(price.listing))
            if price.meaning.procedure not in _ABOUT_LIPS:
                aside[source, url, "another service"] += 1
            elif price.reason:
                reasons[place] = f"no price of a service: {price.reason.replace('_', ' ')}"
            elif id(price) in chosen:
                kept.append((place, price))
            else:
                aside[source, url, "said again"] += 1
        reasons |= dict.fromkeys(places.values(), "price_text: no amount can be read")
    return PageRows(
        prices=_rows(raw, kept),
        rejected=_rejected(raw, reasons),
        set_aside=pd.DataFrame(
            [(*key, items) for key, items in aside.items()], columns=["source", "url", "reason", "items"]
        ).astype({"source": "str", "url": "str", "reason": "str", "items": "int64"}),
    )


def _pages(raw: pd.DataFrame) -> Iterable[list[tuple[int, Listing]]]:
    """The listings of each fetch of a page, each with its place in the raw frame, 0 first."""
    pages: defaultdict[tuple[str | None, ...], list[tuple[int, Listing]]] = defaultdict(list)
    for place, listing in enumerate(listings_of(raw)):
        pages[listing.source, listing.url, listing.fetched_at].append((place, listing))
    return pages.values()


def _rejected(raw: pd.DataFrame, reasons: dict[int, str]) -> pd.DataFrame:
    rows = raw.iloc[list(reasons)]
    problems = Problems(rows.index)
    told = pd.Series(list(reasons.values()), index=rows.index, dtype="str")
    problems.add(told.notna(), told)
    return rejected_rows(rows, "PriceListing", problems)


def _rows(raw: pd.DataFrame, kept: list[tuple[int, PagePrice]]) -> pd.DataFrame:
    """The prices that were kept, as frame: what is as it was found is taken column by column."""
    if not kept:
        return _frame(_SCHEMA.empty_table())
    found = raw[["fetched_at", *_AS_FOUND.values()]].take([place for place, _ in kept])
    captured_at = pd.to_datetime(found["fetched_at"], utc=True, format="ISO8601").dt.tz_localize(None)
    read = zip(*(_read_off(price) for _, price in kept), strict=True)
    columns: dict[str, Any] = dict(zip(_READ_OFF, read, strict=True))
    columns |= {name: found[raw_name] for name, raw_name in _AS_FOUND.items()}
    columns |= {"captured_at": captured_at, "observed_at": captured_at.dt.normalize()}
    nothing = [None] * len(kept)
    arrays = [pa.array(columns.get(field.name, nothing), field.type, from_pandas=True) for field in _SCHEMA]
    return _frame(pa.table(arrays, schema=_SCHEMA))


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get)
    return frame


_FOUND = ("basis", "url", "source", "raw_id", "extract_version", "city", "region", "method", "evidence", "locator")
_AS_FOUND = {name: name for name in _FOUND} | {"provider_name": "provider"}
_READ_OFF = (
    "label",
    "days_after_low",
    "days_after_high",
    "is_lip_specific",
    "months_lasting_low",
    "months_lasting_high",
    "healing_days_low",
    "healing_days_high",
    *FIELDS,
)


def _read_off(price: PagePrice) -> tuple[Any, ...]:
    """What was read off a page for a price, in the order of `_READ_OFF`."""
    listing, meaning = price.listing, price.meaning
    elapsed = meaning.elapsed if meaning.kind in ("touch_up", "annual_refresh") else None
    return (
        " < ".join(clean(text) for text in (listing.service or "", *listing.headings[:1])),
        elapsed.low if elapsed else None,
        elapsed.high if elapsed else None,
        meaning.procedure != "pmu_any",
        *ends(price.months_lasting),
        *ends(price.healing_days),
        *field_values(price),
    )
