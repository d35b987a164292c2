"""Today's dollars: prices of the last month of the price index are what they are, older ones are worth more."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.normalize.inflation import last_month
from tests.conftest import ROOT

CPI = pd.read_csv(ROOT / "pipeline" / "reference" / "cpi_u.csv").set_index("month")["cpi_u"]


def test_prices_are_brought_to_the_last_month_of_the_index(published_once: Path) -> None:
    exports = published_once / "current" / "exports"
    prices = pd.read_csv(exports / "lip_price.csv", keep_default_na=False, na_values=[""])
    month = prices["observed_at"].str.slice(0, 7).map(CPI)
    newest = CPI.iloc[-1]
    assert CPI.index[-1] == f"{last_month():%Y-%m}"
    expected = prices["price_usd"] * newest / month.fillna(newest)
    assert prices["price_usd_today"].to_list() == pytest.approx(expected.to_list(), abs=0.01)
    assert (expected - prices["price_usd"] > 50).any()  # an old price is among them
