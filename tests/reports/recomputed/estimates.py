"""Published figures, from the exported statements: copies found by pandas, without any query of ours."""

from collections.abc import Callable

import pandas as pd

ORIGINS = {"CostHelper": "cost ?helper", "RealSelf": "real ?self", "StyleSeat": "style ?seat"}
SAME = ["statistic", "price_low", "price_high", "currency"]


def credited(rows: pd.DataFrame) -> pd.Series:
    """The first origin that a statement's publisher or credit names."""
    text = (rows["publisher"] + " " + rows["attributed_to"].fillna("")).str.lower()
    named = pd.DataFrame({origin: text.str.contains(pattern) for origin, pattern in ORIGINS.items()})
    return named.idxmax(axis=1).where(named.any(axis=1))


def with_origin(rows: pd.DataFrame) -> pd.DataFrame:
    """Statements with their origin: the one they name, else that of the same range under a name that is known."""
    named = rows.assign(origin=credited(rows))
    ranges = named[named["origin"].notna() & (named["price_low"] < named["price_high"])]
    known = ranges.groupby(SAME, dropna=False)["origin"].min().rename("known").reset_index()
    joined = named.merge(known, on=SAME, how="left")
    return joined.assign(origin=joined["origin"].fillna(joined["known"]))


def told(figure: tuple[str, float, float, str], origin: str | None) -> str:
    """A figure in words, as the page names it."""
    statistic, low, high, currency = figure
    amounts = [f"{amount:,.2f}".removesuffix(".00") for amount in dict.fromkeys((low, high)) if not pd.isna(amount)]
    words = [statistic, " to ".join(amounts), currency, None if pd.isna(origin) else f"by {origin}"]
    return " ".join(word for word in words if not pd.isna(word))


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    estimates, prices = read("estimate"), read("lip_price")
    us = prices.loc[prices["country"] == "US", "price_usd"]
    lips = with_origin(estimates[estimates["sample_size"] != 1]).query("about == 'lips'")
    figures: dict[str, float] = {}
    publishers: list[int] = []
    machine_written = 0
    for (*same, origin), group in lips.groupby([*SAME, "origin"], dropna=False):
        newest = group.sort_values(["observed_at", "estimate_id"]).iloc[-1]
        key = f"published_figure/{told((*same,), origin)}/"
        low, high = newest["price_usd_low"], newest["price_usd_high"]
        publishers.append(group["publisher"].nunique())
        machine_written += (group["quality"] == "likely_machine_written").all()
        figures |= {f"{key}low_usd": low, f"{key}high_usd": high, f"{key}publisher_count": publishers[-1]}
        figures[f"{key}prices_inside"] = us.between(low if low > 0 else 0, high if high > 0 else us.max()).sum()
    figures |= {
        "published_figure/all/figures": len(publishers),
        "published_figure/all/statements": len(lips),
        "published_figure/all/machine_written": machine_written,
        "published_figure/all/most_publishers": max(publishers),
    }
    for row in estimates.itertuples():
        figures[f"published_estimate/{row.estimate_id}/low_usd"] = row.price_usd_low
        figures[f"published_estimate/{row.estimate_id}/high_usd"] = row.price_usd_high
    return figures
