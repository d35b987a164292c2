"""The groups that quotes are compared with, from the exported prices."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    prices = read("lip_price")
    groups = [("None", "None", prices)]
    groups += [(country, "None", rows) for country, rows in prices.groupby("country")]
    groups += [(country, region, rows) for (country, region), rows in prices.groupby(["country", "region"])]
    figures: dict[str, float] = {}
    for country, region, rows in groups:
        for compared, column in (("first_visit", "price_usd"), ("all_in", "all_in_usd")):
            amounts, key = rows[column].dropna(), f"quote_peer/{compared}/{country}/{region}/"
            figures |= {f"{key}n": len(amounts), f"{key}lowest": amounts.min(), f"{key}highest": amounts.max()}
    return figures
