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


def ranked(price: pd.Series, rank: int) -> float | None:
    """The price at a rank, 1 for the cheapest."""
    return price.sort_values().iloc[rank - 1] if 0 < rank <= len(price) else None


def per_year(rows: pd.DataFrame) -> pd.Series:
    return rows["all_in_usd"] / rows["months_lasting"] * 12


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
                "median_low_usd": ranked(price, round(len(price) / 2 - 1.96 * len(price) ** 0.5 / 2)),
                "median_high_usd": ranked(price, round(1 + len(price) / 2 + 1.96 * len(price) ** 0.5 / 2)),
                "places": rows["country" if name == "World" else "region"].nunique(),
                "all_in_n": rows["all_in_usd"].count(),
                "all_in_median_usd": rows["all_in_usd"].median(),
                "per_year_n": per_year(rows).count(),
                "per_year_median_usd": per_year(rows).median(),
                "below": (price < LOW).sum(),
                "not_below": (price >= LOW).sum(),
                "inside": price.between(LOW, HIGH).sum(),
                "above": (price > HIGH).sum(),
                "below_in_article_dollars": (then < LOW).sum(),
            }.items()
        }
    us = read("lip_price").query("country == 'US'")
    figures["dates/US/dated"] = (us["date_basis"] != "recorded_on").sum()
    claims = read("claim").set_index("claim_id")
    figures["claim/average_price/number_low"] = claims.loc["average_price", "number_low"]
    figures["claim/average_price/sample_size"] = claims.loc["average_price", "sample_size"]
    figures["claim/top_price/number_low"] = claims.loc["top_price", "number_low"]
    return figures
