"""The headline figures, from the exported prices."""

from collections.abc import Callable

import pandas as pd

LOW, HIGH = 321, 2500


def selections(prices: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows that each selection of the headline stands for."""
    us = prices[prices["country"] == "US"]
    return {
        "US providers": us,
        "US providers, without second-hand prices": us[us["basis"] != "second_hand"],
        "US providers, without prices read in a site's source": us[us["basis"] != "site_source"],
        "US providers, read on their own pages": us[us["basis"] == "provider_page"],
        "World": prices,
    }


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, rows in selections(read("lip_price")).items():
        price, then = rows["price_usd"], rows["price_usd_article"]
        figures |= {
            f"headline/{name}/{column}": value
            for column, value in {
                "n": len(rows),
                "median_usd": price.median(),
                "lower_quartile_usd": price.quantile(0.25),
                "upper_quartile_usd": price.quantile(0.75),
                "lowest_usd": price.min(),
                "highest_usd": price.max(),
                "median_article_usd": then.median(),
                "below": (price < LOW).sum(),
                "inside": price.between(LOW, HIGH).sum(),
                "above": (price > HIGH).sum(),
                "below_in_article_dollars": (then < LOW).sum(),
            }.items()
        }
    claims = read("claim").set_index("claim_id")
    figures["claim/average_price/number_low"] = claims.loc["average_price", "number_low"]
    figures["claim/average_price/sample_size"] = claims.loc["average_price", "sample_size"]
    figures["claim/top_price/number_low"] = claims.loc["top_price", "number_low"]
    return figures
