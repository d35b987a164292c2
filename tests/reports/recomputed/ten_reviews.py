"""The averages of ten, drawn anew without any query of ours: the rule is told in the view `average_of_ten`."""

import hashlib
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd


def drawn_places(n: int) -> np.ndarray:
    """Which prices, by their rank, are drawn: 10,000 times ten."""
    texts = (f"average of ten: {draw}/{pick}" for draw in range(1, 10_001) for pick in range(1, 11))
    return np.array([int(hashlib.md5(text.encode()).hexdigest()[:8], 16) % n for text in texts]).reshape(-1, 10)


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    prices = read("lip_price")
    us = prices[prices["country"] == "US"].sort_values(["price_usd", "provider_id"])
    places = drawn_places(len(us))
    figures: dict[str, float] = {"average_of_ten/summary/draws": 10_000}
    for dollars, column, as_low, ends in (
        ("today", "price_usd_today", "as_low", "usd"),
        ("article", "price_usd_article", "as_low_then", "article_usd"),
    ):
        averages = us[column].to_numpy()[places].mean(axis=1).round(2)
        figures[f"average_of_ten/summary/{as_low}"] = (averages <= 321).sum()
        figures[f"average_of_ten/summary/low_{ends}"], figures[f"average_of_ten/summary/high_{ends}"] = np.quantile(
            averages, [0.025, 0.975]
        )
        for step, draws in Counter((averages // 25 * 25).astype(int)).items():
            figures[f"average_of_ten/{dollars}/{step}-{step + 25}/draws"] = draws
    estimates = read("estimate").dropna(subset=["price_usd"])
    return figures | {f"estimate/{row.estimate_id}/price_usd": row.price_usd for row in estimates.itertuples()}
