"""The parts of the cost, from the exported prices that stand."""

from collections.abc import Callable

import pandas as pd


def one_each(prices: pd.DataFrame) -> pd.DataFrame:
    """One price of each provider and kind: lips before any area, a refresh near a year, then the cheapest."""
    priced = prices[prices["price_usd"].notna() & prices["procedure"].isin(["lip_blush", "full_lip_color", "pmu_any"])]
    priced = priced.assign(any_area=priced["procedure"] == "pmu_any")
    days = priced["days_after_high"].fillna(priced["days_after_low"]).fillna(365)
    priced["from_a_year"] = (days - 365).abs().where(priced["kind"] == "annual_refresh", 0)
    priced = priced.sort_values(["any_area", "from_a_year", "price_usd", "observation_id"])
    return priced.drop_duplicates(["kind", "provider_id"])


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    figures: dict[str, float] = {}
    prices = one_each(read("current_price"))
    for scope, rows in (("US", prices[prices["country"] == "US"]), ("World", prices)):
        for kind, group in rows.groupby("kind"):
            price = group["price_usd"]
            figures |= {
                f"cost_part/{scope}/{kind}/{name}": value
                for name, value in {
                    "n": len(price),
                    "median_usd": price.median(),
                    "lower_quartile_usd": price.quantile(0.25),
                    "upper_quartile_usd": price.quantile(0.75),
                    "lowest_usd": price.min(),
                    "highest_usd": price.max(),
                }.items()
            }
    comparable = read("lip_price")
    us = comparable[comparable["country"] == "US"]
    together = us["all_in_usd"].dropna()
    extra = us.loc[us["touch_up_included"] == False, "touch_up_usd"].dropna()  # noqa: E712
    figures |= {
        "touch_up_included/US/n": len(us),
        "touch_up_included/US/included": (us["touch_up_included"] == True).sum(),  # noqa: E712 (null is neither)
        "touch_up_included/US/extra": (us["touch_up_included"] == False).sum(),  # noqa: E712
        "touch_up_included/US/not_said": us["touch_up_included"].isna().sum(),
        "touch_up_included/US/extra_priced": len(extra),
        "touch_up_included/US/extra_median_usd": extra.median(),
        "all_in_price/US/n": len(together),
        "all_in_price/US/median_usd": together.median(),
        "all_in_price/US/lower_quartile_usd": together.quantile(0.25),
        "all_in_price/US/upper_quartile_usd": together.quantile(0.75),
    }
    figures |= {f"qualifier/US/{name}": n for name, n in us["qualifier"].value_counts().items()}
    for row in comparable.itertuples():
        key = f"price_per_year/{row.provider_id}/"
        figures[key + "all_in_usd"] = row.all_in_usd
        figures[key + "months_lasting"] = row.months_lasting
        figures[key + "per_year_usd"] = row.all_in_usd / row.months_lasting * 12
    return figures
