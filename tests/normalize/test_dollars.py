"""Dollars: of the day by the ECB's rate, and of the article's date by the price index; judged by other packages."""

from datetime import date

import cpi
import pandas as pd
import pytest
from currency_converter import CurrencyConverter

from pipeline.normalize.exchange import dollars_per_unit
from pipeline.normalize.inflation import article_dollars
from pipeline.reference import refresh

LAST_RATE = date(2026, 10, 30)


def rate(currency: str | None, day: str) -> pd.Series:
    return dollars_per_unit(
        pd.Series([currency], dtype="str"), pd.Series(pd.to_datetime([day]).astype("datetime64[us]"))
    ).iloc[0]


@pytest.mark.parametrize("currency", ["EUR", "GBP", "INR", "SEK", "RON", "KRW", "ZAR", "BRL"])
@pytest.mark.parametrize("day", [date(2019, 6, 3), date(2021, 7, 16), date(2025, 12, 31)])
def test_rates_are_the_converters(currency: str, day: date) -> None:
    peer = CurrencyConverter(fallback_on_wrong_date=True, fallback_on_missing_rate=True)
    found = rate(currency, day.isoformat())
    assert found["usd_rate"] == pytest.approx(peer.convert(1, currency, "USD", date=day), rel=1e-9)
    assert found["usd_rate_source"] == "European Central Bank"


def test_a_weekend_takes_the_rate_before_it() -> None:
    assert rate("GBP", "2026-10-25")["usd_rate_date"] == pd.Timestamp("2026-10-23")


def test_a_price_younger_than_the_rates_takes_the_last_one_and_says_its_date() -> None:
    assert rate("GBP", "2027-03-01")["usd_rate_date"] >= pd.Timestamp(LAST_RATE)


def test_dollars_need_no_rate() -> None:
    found = rate("USD", "2026-11-22")
    assert found["usd_rate"] == 1
    assert pd.isna(found["usd_rate_date"])


@pytest.mark.parametrize(
    ("currency", "day", "reason"),
    [
        ("PKR", "2026-11-22", "no sourced exchange rate for PKR"),
        ("RUB", "2026-11-22", "the last exchange rate for RUB is of 2022-03-01"),
        ("GBP", "1990-01-01", "no sourced exchange rate for GBP"),
        (None, "2026-11-22", "the currency is not known"),
    ],
)
def test_no_rate_has_a_reason(currency: str | None, day: str, reason: str) -> None:
    found = rate(currency, day)
    assert pd.isna(found["usd_rate"])
    assert found["usd_missing_reason"] == reason


@pytest.mark.parametrize(("currency", "dollars"), [("AED", 1 / 3.6725), ("SAR", 1 / 3.75)])
def test_fixed_rates(currency: str, dollars: float) -> None:
    assert rate(currency, "2024-05-06")["usd_rate"] == pytest.approx(dollars)


def test_a_rate_fixed_to_the_euro_follows_the_euro() -> None:
    assert rate("XOF", "2024-05-06")["usd_rate"] == pytest.approx(rate("EUR", "2024-05-06")["usd_rate"] / 655.957)


@pytest.mark.filterwarnings("ignore::cpi.errors.StaleDataWarning")
@pytest.mark.parametrize("day", [date(2019, 6, 1), date(2021, 7, 16), date(2025, 1, 2)])
def test_article_dollars_are_the_cpi_packages(day: date) -> None:
    article = date(2022, 1, 15)
    found = article_dollars(pd.Series([100.0]), pd.Series(pd.to_datetime([day])), article)
    assert found["amount"].iloc[0] == pytest.approx(cpi.inflate(100, day, to=article))


def test_a_month_without_an_index_takes_the_one_before() -> None:
    """The Bureau of Labor Statistics published none for October 2025."""
    found = article_dollars(pd.Series([100.0]), pd.Series(pd.to_datetime(["2025-10-20"])), date(2022, 1, 15))
    assert found["cpi_month"].iloc[0] == pd.Timestamp("2025-09-01")


def test_the_index_is_what_the_refresh_writes(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = refresh.TABLE.read_text(encoding="utf-8")
    copy = refresh.TABLE.with_name("cpi_u.csv")
    monkeypatch.setattr(refresh, "TABLE", type(copy)(str(tmp_path)) / "cpi_u.csv")
    assert refresh.main() == 0
    assert refresh.TABLE.read_text(encoding="utf-8") == kept
