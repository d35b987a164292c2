"""Prices by country, state and city, from the exported comparable prices."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    prices = read("lip_price")
    ends = prices[["price_low", "price_high"]]
    prices["local"] = ends.bfill(axis=1).ffill(axis=1).mean(axis=1)
    figures: dict[str, float] = {}
    for view, columns in (
        ("price_by_country", ["country"]),
        ("price_by_region", ["country", "region"]),
        ("price_by_city", ["country", "region", "city"]),
    ):
        for names, group in prices.groupby(columns, dropna=False):
            key = "/".join([view, *("None" if pd.isna(name) else str(name) for name in names)])
            for column, values in (("usd", group["price_usd"]), ("local", group["local"])):
                figures |= {
                    f"{key}/lowest_{column}": values.min(),
                    f"{key}/median_{column}": values.median(),
                    f"{key}/highest_{column}": values.max(),
                }
            figures[f"{key}/n"] = len(group)
    return figures
