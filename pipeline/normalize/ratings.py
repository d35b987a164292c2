"""Ratings that sum up many reviews become rows of `rating`: those on pages, and those recorded beside prices."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd

from pipeline.normalize import RULES_VERSION, readers
from pipeline.normalize.items import read_items
from pipeline.normalize.place import read_region
from pipeline.normalize.rating import read_rating
from pipeline.normalize.reading import Problems, Reader, reject_future
from pipeline.normalize.text import clean
from pipeline.normalize.web_address import read_web_address

_OF = 5.0
_ID_LENGTH = 16
_COUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[., '\u00a0\u202f]\d{3})+|\d{1,9})(?![\d.,]*\d)")
_COLUMNS = [
    "rating_id",
    "source",
    "method",
    "provider_name",
    "city",
    "region",
    "country",
    "provider_site",
    "subject",
    "rating",
    "best_rating",
    "rating_of_5",
    "review_count",
    "host",
    "is_first_party",
    "observed_at",
    "date_basis",
    "basis",
    "url",
    "evidence",
    "extract_version",
    "rules_version",
]


def _read_count(text: str) -> int:
    """How many reviews: the only whole number of a text as `(124 reviews)`, `1.204`."""
    found = _COUNT.findall(clean(text))
    if len(found) != 1:
        raise ValueError(f"{text!r} is not one number of reviews")
    return int(re.sub(r"\D", "", found[0]))


_READERS: dict[str, tuple[str, Reader]] = {
    "provider_name": ("provider", readers.TEXT),
    "city": ("city", readers.TEXT),
    "region": ("region", readers.TEXT),
    "country": ("country", readers.COUNTRY),
    "subject": ("subject", readers.TEXT),
    "rating": ("rating_read", readers.NUMBER),
    "best_rating": ("best_read", readers.NUMBER),
    "review_count": ("count_text", Reader(_read_count, "Int64")),
    "host": ("host", readers.TEXT),
    "is_first_party": ("is_first_party", readers.TRUTH),
    "observed_at": ("fetched_day", readers.DAY),
    "url": ("url", readers.WEB_ADDRESS),
    "evidence": ("evidence", readers.TEXT),
}


def normalize_ratings(raw: pd.DataFrame, prices: pd.DataFrame, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `rating`, from raw summaries and from the recorded ones among the prices; and the rejected ones."""
    on_pages, rejected = _of_pages(raw, today)
    rows = pd.concat(
        [part for part in (on_pages, _recorded(prices)) if not part.empty] or [on_pages], ignore_index=True
    )
    scaled = (rows["rating"] / rows["best_rating"] * _OF).astype("float64").round(2)
    return rows.assign(rating_of_5=scaled, rules_version=RULES_VERSION)[_COLUMNS], rejected


def _of_pages(raw: pd.DataFrame, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = raw[["value_text", "best_text"]].astype(object)
    found = [read_rating(*pair) for pair in texts.where(texts.notna(), None).itertuples(index=False)]
    read = {
        name: pd.Series(
            [None if pair[place] is None else f"{pair[place]:.6g}" for pair in found], raw.index, dtype="str"
        )
        for place, name in enumerate(("rating_read", "best_read"))
    }
    asked = raw.assign(**read, fetched_day=raw["fetched_at"].str.slice(0, 10))
    kept, rejected = read_items(asked, "RatingSummary", _READERS, partial(_check, today))
    sites = {url: read_web_address(url).site for url in kept["url"].dropna().unique()}
    regions = [
        None if pd.isna(region) else read_region(None if pd.isna(country) else country, region).code
        for region, country in zip(kept["region"], kept["country"], strict=True)
    ]
    rows = kept.assign(
        rating_id=kept["raw_id"],
        provider_site=kept["url"].map(sites).astype("str"),
        region=pd.Series(regions, index=kept.index, dtype="str"),
        date_basis="fetched",
        basis="page",
    )
    return rows.drop(columns="raw_id"), rejected


def _written(numbers: Sequence[float | None], index: pd.Index) -> "pd.Series[str]":
    """Numbers in plain digits, as readers of recorded columns take them."""
    return pd.Series([None if number is None else f"{number:.6g}" for number in numbers], index=index, dtype="str")


def _check(today: date, read: pd.DataFrame, problems: Problems) -> None:
    reject_future(read, ("observed_at",), today, problems)
    sound = ~problems.any
    problems.add(sound & read["url"].isna(), "url: no page is named")
    problems.add(sound & read["observed_at"].isna(), "fetched_at: it is not said when it stood there")
    problems.add(sound & read["rating"].isna(), "value_text: no number stands there")
    problems.add(sound & read["rating"].notna() & ~(read["best_rating"] > 0), "best_text: of how many is not known")
    problems.add(read["rating"] > read["best_rating"], "value_text: it is above the best one")


def _recorded(prices: pd.DataFrame) -> pd.DataFrame:
    """What was recorded beside prices: of a provider the same on each of its prices of a day, and here once."""
    rated = prices[prices["provider_rating"].notna()].sort_values("raw_id")
    rows = rated.rename(columns={"provider_rating": "rating", "provider_rating_count": "review_count"})
    said = ["provider_name", "city", "region", "country", "provider_site", "rating", "review_count", "observed_at"]
    rows = rows.drop_duplicates(said)
    texts = rows[said].astype(object).where(rows[said].notna(), "")
    ids = [_hash("\x1f".join(map(str, record))) for record in texts.itertuples(index=False)]
    nothing = {name: pd.Series(None, index=rows.index, dtype="str") for name in ("subject", "host", "evidence")}
    return rows.assign(
        rating_id=pd.Series(ids, index=rows.index, dtype="str"),
        best_rating=_OF,
        is_first_party=pd.Series(None, index=rows.index, dtype="boolean"),
        **nothing,
    )[[name for name in _COLUMNS if name not in ("rating_of_5", "rules_version")]]


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:_ID_LENGTH]
