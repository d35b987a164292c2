"""A price listing of a fetched page as page reading takes it: the fields that pages have, and nothing else."""

import json
from functools import lru_cache
from typing import Any, NamedTuple, Self

import pandas as pd
import pyarrow as pa

from crawler.items import PriceListing


class Listing(NamedTuple):
    """One amount on a page with all that stands around it: the fields of `PriceListing` that pages fill."""

    source: str
    url: str | None
    method: str
    fetched_at: str | None
    provider: str | None
    city: str | None
    region: str | None
    country: str | None
    service: str | None
    headings: tuple[str, ...]
    previous: str | None
    price_text: str | None
    regular_text: str | None
    currency_hint: str | None
    before: str | None
    after: str | None
    details: str | None
    evidence: str | None
    locator: str | None
    types: tuple[str, ...]
    page_title: str | None
    terms: str | None
    language: str | None
    addresses: tuple[str, ...]
    telephones: tuple[str, ...]
    sites: tuple[str, ...]

    @classmethod
    def of_item(cls, item: PriceListing) -> Self:
        """The listing that an item of a page is."""
        return cls(*(getattr(item, name) for name in cls._fields))


_LISTS = ("headings", "addresses", "telephones", "sites", "types")


def listings_of(raw: pd.DataFrame) -> list[Listing]:
    """The listings that the rows of a raw frame are."""
    if raw.empty:
        return []
    return list(map(Listing, *(_column(raw[name], name) for name in Listing._fields)))


def _column(texts: "pd.Series[Any]", name: str) -> list[Any]:
    values = pa.array(texts, from_pandas=True).to_pylist()
    return [_list(text) for text in values] if name in _LISTS else values


@lru_cache(50_000)
def _list(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text or "[]"))
