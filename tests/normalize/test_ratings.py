"""Ratings that pages sum up, and those recorded beside prices, as rows of `rating`."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.normalize.ratings import normalize_ratings
from pipeline.normalize.tables import normalize
from pipeline.raw import read_raw
from tests.normalize.raw_reviews import raw_of, summary
from tests.normalize.test_tables import ARTICLE, raw_items

TODAY = date(2026, 11, 22)


@pytest.fixture
def no_prices(tmp_path: Path) -> pd.DataFrame:
    return normalize(read_raw(tmp_path / "nothing"), ARTICLE, TODAY)["price_observation"]


@pytest.mark.parametrize(
    ("value", "best", "count", "of_5", "reviews"),
    [
        ("4,9", "5", "(124)", 4.9, 124),
        ("4.9", None, "1.204 Bewertungen", 4.9, 1204),
        ("9/10", None, "1 024 avis", 4.5, 1024),
        ("96%", None, "12,345", 4.8, 12345),
        ("8", "10", None, 4.0, None),
    ],
)
def test_a_rating_is_read(
    value: str, best: str | None, count: str | None, of_5: float, reviews: int | None, tmp_path: Path, no_prices: Any
) -> None:
    raw = raw_of(tmp_path / "raw", [summary(value, best, count)])
    rows, rejected = normalize_ratings(raw.by_type["RatingSummary"], no_prices, TODAY)
    assert rejected.empty
    [row] = rows.astype(object).where(rows.notna(), None).to_dict("records")
    assert (row["rating_of_5"], row["review_count"]) == (of_5, reviews)
    assert (row["provider_site"], row["observed_at"]) == ("studio.example", pd.Timestamp("2026-11-20"))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"value": "11", "best": "10"}, "above the best one"),
        ({"value": "great"}, "no number stands there"),
        ({"value": "8.5", "best": None}, "of how many is not known"),
        ({"value": "0", "best": "0"}, "of how many is not known"),
        ({"count": "124 of 300"}, "is not one number of reviews"),
        ({"url": "javascript:x"}, "is no http or https address"),
        ({"fetched_at": None}, "when it stood there"),
        ({"fetched_at": "2027-01-01T00:00:00+00:00"}, "is after the day of the run"),
    ],
)
def test_a_rating_that_cannot_be_understood_is_rejected(
    said: dict[str, Any], reason: str, tmp_path: Path, no_prices: Any
) -> None:
    raw = raw_of(tmp_path / "raw", [summary(**said)])
    rows, rejected = normalize_ratings(raw.by_type["RatingSummary"], no_prices, TODAY)
    assert rows.empty
    [found] = rejected["reason"]
    assert reason in found


def test_what_was_recorded_beside_several_prices_of_a_provider_is_one_rating(tmp_path: Path) -> None:
    tables = normalize(raw_items(tmp_path / "recorded"), ARTICLE, TODAY)
    prices, ratings = tables["price_observation"], tables["rating"]
    assert prices["provider_rating"].notna().sum() == 11
    assert sorted(zip(ratings["provider_name"], ratings["rating_of_5"], ratings["review_count"], strict=True)) == [
        ("Arbella Beauty Studio", 5, 35),
        ("Equà Studio", 4.9, 38),
        ("ML Esthetics", 5, 124),
        ("Microluxe Studio", 4.9, 45),
        ("Perfect Touch By Rose", 5, 133),
    ]
    assert ratings["rating_id"].is_unique
