"""Price listings become observations, or are rejected with every reason."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from crawler.source import recorded_sources
from pipeline.normalize.prices import normalize_prices

ARTICLE = date(2022, 1, 15)
TODAY = date(2026, 11, 22)
GOOD = {
    "provider": "Rosa Ink",
    "city": "Boston",
    "region": "MA",
    "country": "US",
    "service": "Lip Blush",
    "recorded_on": "2026-11-22",
    "basis": "provider_page",
    "url": "https://rosa-ink.example/prices",
    "stated_kind": "initial",
    "stated_lip_specific": "true",
    "stated_price_low": "450",
    "stated_price_high": "450",
    "stated_currency": "USD",
    "stated_qualifier": "fixed",
}


def raw(*rows: dict[str, Any]) -> pd.DataFrame:
    source = recorded_sources()["recorded_prices"]
    columns = [*source.fields, *(f"stated_{name}" for name in source.stated), "source", "method", "file", "fetched_at"]
    frame = pd.DataFrame(list(rows)).reindex(columns=columns).astype("str")
    return frame.assign(
        source="recorded_prices",
        method="recorded",
        file="observations.csv",
        extract_version=1,
        line=[str(number) for number in range(2, len(rows) + 2)],
        raw_id=[str(sorted((row or {}).items(), key=str)) for row in rows],
    )


def read_one(**changes: Any) -> pd.Series:
    read = normalize_prices(raw({**GOOD, **changes}), ARTICLE, TODAY)
    kept, rejected = read.prices, read.rejected
    assert rejected.empty, rejected["reason"].iloc[0]
    return kept.iloc[0]


def refused(**changes: Any) -> str:
    read = normalize_prices(raw({**GOOD, **changes}), ARTICLE, TODAY)
    kept, rejected = read.prices, read.rejected
    assert kept.empty
    assert (rejected["file"].iloc[0], rejected["line"].iloc[0]) == ("observations.csv", 2)
    return str(rejected["reason"].iloc[0])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stated_price_low": "abc"}, "price_low: 'abc' is not a number"),
        ({"stated_price_low": "-5", "stated_price_high": "-5"}, "price_low: '-5' is negative"),
        ({"stated_price_low": "500"}, "price_low: the low price is above the high one"),
        ({"stated_price_low": None, "stated_price_high": None}, "price_low: no price is given"),
        ({"stated_currency": "XXQ"}, "currency: 'XXQ' is no currency code"),
        ({"country": "Narnia"}, "country: 'Narnia' is no country code"),
        ({"url": "javascript:alert(1)"}, "url: 'javascript:alert(1)' is no http or https address"),
        ({"stated_kind": "gift"}, "kind: 'gift' is none of initial, touch_up"),
        ({"stated_qualifier": "about"}, "qualifier: 'about' is none of fixed"),
        ({"stated_qualifier": None}, "qualifier: it is not said"),
        ({"stated_price_high": "500"}, "qualifier: a fixed price has one amount"),
        ({"stated_qualifier": "from"}, "qualifier: 'from' has a low amount only"),
        ({"stated_qualifier": "up_to"}, "qualifier: 'up_to' has a high amount only"),
        ({"stated_qualifier": "range"}, "qualifier: a range has a low and a higher amount"),
        ({"recorded_on": None}, "recorded_on: no date is given"),
        ({"recorded_on": "yesterday"}, "recorded_on: 'yesterday' is no date"),
        ({"recorded_on": "2031-05-05"}, "recorded_on: 2031-05-05 is after the day of the run"),
        ({"page_date": "9999-12-31"}, "page_date: 9999-12-31 is after the day of the run"),
        ({"page_date": "0001-01-01"}, "page_date: '0001-01-01' is before there was a web"),
        (
            {"stated_duration_minutes_low": "99999999999"},
            "duration_minutes_low: '99999999999' is larger than it can be",
        ),
        ({"stated_rating": "1" + "0" * 300}, "is larger than it can be"),
        ({"service": None}, "service: no service is named"),
        ({"service": "\u200b"}, "service: no service is named"),
        ({"basis": "hearsay"}, "basis: 'hearsay' is none of provider_page"),
        ({"provider": None, "url": None}, "neither a provider nor a page is named"),
        (
            {"stated_duration_minutes_low": "90", "stated_duration_minutes_high": "60"},
            "duration_minutes: the low value",
        ),
    ],
)
def test_what_is_rejected_and_why(changes: dict[str, Any], reason: str) -> None:
    assert reason in refused(**changes)


def test_every_reason_is_told() -> None:
    told = refused(stated_price_low="abc", country="Narnia", url="ftp://x")
    assert all(name in told for name in ("price_low:", "country:", "url:"))


def test_a_rejected_row_keeps_what_it_said() -> None:
    rejected = normalize_prices(raw({**GOOD, "stated_price_low": "abc"}), ARTICLE, TODAY).rejected
    assert '"stated_price_low": "abc"' in rejected["raw_text"].iloc[0]
    assert '"provider": "Rosa Ink"' in rejected["raw_text"].iloc[0]


def test_a_fact_that_stands_twice_is_read_once() -> None:
    read = normalize_prices(raw(GOOD, GOOD), ARTICLE, TODAY)
    kept, rejected = read.prices, read.rejected
    assert len(kept) == 1
    assert rejected["reason"].tolist() == ["the same fact stands already in line 2"]


@pytest.mark.parametrize(
    ("changes", "price", "is_open_ended"),
    [
        ({}, 450.0, False),
        ({"stated_qualifier": "from", "stated_price_high": None}, 450.0, True),
        ({"stated_qualifier": "up_to", "stated_price_low": None, "stated_price_high": "900"}, 900.0, True),
        ({"stated_qualifier": "range", "stated_price_high": "550"}, 500.0, False),
    ],
)
def test_one_amount_of_a_price(changes: dict[str, Any], price: float, is_open_ended: bool) -> None:
    row = read_one(**changes)
    assert (row["price_usd"], row["is_open_ended"]) == (price, is_open_ended)


@pytest.mark.parametrize(
    ("changes", "observed_at", "basis", "precision"),
    [
        ({}, "2026-11-22", "recorded_on", "day"),
        ({"page_date": "2019-06"}, "2019-06-01", "page_date", "month"),
        ({"page_date": "2021-07-16"}, "2021-07-16", "page_date", "day"),
    ],
)
def test_a_price_is_dated_by_its_page_else_by_the_recording(
    changes: dict[str, Any], observed_at: str, basis: str, precision: str
) -> None:
    row = read_one(**changes)
    assert (str(row["observed_at"].date()), row["date_basis"], row["date_precision"]) == (observed_at, basis, precision)


@pytest.mark.parametrize(
    ("changes", "procedure", "procedure_basis", "kind", "kind_basis"),
    [
        ({}, "lip_blush", "label", "initial", "recorder"),
        ({"stated_kind": None, "service": "Lip Blush touch-up"}, "lip_blush", "label", "touch_up", "label"),
        ({"service": "Color refresher"}, "lip_blush", "recorder", "initial", "recorder"),
        (
            {"service": "Lip and brow deposit", "stated_lip_specific": "false"},
            "pmu_any",
            "recorder",
            "initial",
            "recorder",
        ),
        ({"service": "Booking fee", "stated_lip_specific": "false"}, "pmu_any", "recorder", "initial", "recorder"),
        ({"service": "Powder Brows", "stated_lip_specific": "false"}, "brows", "label", "initial", "recorder"),
    ],
)
def test_the_recorder_wins_over_the_label(
    changes: dict[str, Any], procedure: str, procedure_basis: str, kind: str, kind_basis: str
) -> None:
    row = read_one(**changes)
    assert (row["procedure"], row["procedure_basis"], row["kind"], row["kind_basis"]) == (
        procedure,
        procedure_basis,
        kind,
        kind_basis,
    )


@pytest.mark.parametrize(
    ("changes", "included"),
    [
        ({"stated_touch_up_included": "true"}, True),
        ({"stated_touch_up_included": "false"}, False),
        ({}, None),
        ({"service": "Lip Blush incl. touch-up"}, True),
        ({"stated_kind": "deposit", "stated_touch_up_included": "true"}, None),
    ],
)
def test_touch_up_included_speaks_of_first_visits_only(changes: dict[str, Any], included: bool | None) -> None:
    found = read_one(**changes)["touch_up_included"]
    assert found is pd.NA if included is None else found == included


@pytest.mark.parametrize(("kind", "days"), [("touch_up", 84), ("initial", None)])
def test_only_follow_ups_have_a_time_after_the_first_visit(kind: str, days: int | None) -> None:
    found = read_one(stated_kind=kind, service="Lip Blush 6-12 weeks")["days_after_high"]
    assert found is pd.NA if days is None else found == days


def test_a_price_without_currency_has_a_reason_and_no_dollars() -> None:
    row = read_one(stated_currency=None)
    assert pd.isna(row["price_usd"])
    assert row["usd_missing_reason"] == "the currency is not known"


def test_an_articles_address_is_not_the_providers() -> None:
    row = read_one(basis="second_hand")
    assert row["url_role"] == "article"
    assert pd.isna(row["provider_site"])
