"""Dollars of the article's date, by the US consumer price index (CPI-U, all items, not seasonally adjusted)."""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

_TABLE = Path(__file__).parent.parent / "reference" / "cpi_u.csv"


def article_dollars(usd: "pd.Series[float]", day: "pd.Series[pd.Timestamp]", article: date) -> pd.DataFrame:
    """What dollars of a day were worth on the article's date.

    Columns: `amount`, in dollars of the article's month; `factor`, by which it follows; and `cpi_month`, the first day
    of the month whose index stands for the price's day: its own, or the last one published before it.
    """
    indices = _indices()
    at_article = indices[indices["month"] <= pd.Timestamp(article)]
    if at_article.empty:
        raise ValueError(
            f"the article's date {article} is before the price index begins ({indices['month'].min():%Y-%m})"
        )
    factors = indices.set_index("month", drop=False).assign(
        factor=float(at_article["cpi_u"].iloc[-1]) / indices["cpi_u"].to_numpy()
    )
    matched = factors.reindex(pd.DatetimeIndex(day), method="ffill").set_axis(usd.index)
    return pd.DataFrame({"amount": usd * matched["factor"], "factor": matched["factor"], "cpi_month": matched["month"]})


def today_per_article_dollar(article: date) -> float:
    """What a dollar of the article's date is in dollars of the last month of the price index at hand."""
    indices = _indices()
    at_article = indices.loc[indices["month"] <= pd.Timestamp(article), "cpi_u"]
    return float(indices["cpi_u"].iloc[-1] / at_article.iloc[-1])


def last_month() -> pd.Timestamp:
    """The last month of the price index at hand."""
    return pd.Timestamp(_indices()["month"].max())


@cache
def _indices() -> pd.DataFrame:
    table = pd.read_csv(_TABLE)
    return table.assign(month=pd.to_datetime(table["month"], format="%Y-%m").astype("datetime64[us]"))
