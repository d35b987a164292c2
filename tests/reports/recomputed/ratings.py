"""Ratings drawn towards what is usual, and the prices beside them, from the exported tables by pandas."""

from collections.abc import Callable

import pandas as pd


def newest(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The newest rating of each provider and host, those that its own site shows apart."""
    ratings = read("rating")
    ratings = ratings[ratings["provider_id"].notna() & (ratings["review_count"] > 0)]
    own = ratings["is_first_party"].astype("boolean").fillna(value=False).astype(bool)
    ratings = ratings.assign(is_first_party=own, host=ratings["host"].astype("str").str.lower())
    ranked = ratings.sort_values(["observed_at", "review_count"], ascending=False, kind="stable")
    return ranked.drop_duplicates(["provider_id", "is_first_party", "host"])


def joined(ratings: pd.DataFrame) -> pd.DataFrame:
    """A row a provider: the mean weighed by reviews, and as if each had the usual reviews besides."""
    stars = ratings["rating_of_5"] * ratings["review_count"]
    by_provider = ratings.assign(stars=stars).groupby("provider_id")[["stars", "review_count"]].sum()
    rating = by_provider["stars"] / by_provider["review_count"]
    usual, count = rating.mean(), by_provider["review_count"].median()
    shrunk = (by_provider["stars"] + count * usual) / (by_provider["review_count"] + count)
    return by_provider.assign(rating=rating, shrunk_rating=shrunk, usual_rating=usual, usual_count=count)


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    rated = newest(read)
    figures: dict[str, float] = {}
    for is_own, name in ((False, "others"), (True, "own")):
        providers = joined(rated[rated["is_first_party"] == is_own])
        key = f"provider_rating/{name}/"
        figures[f"{key}rated_providers"] = len(providers)
        if len(providers):
            figures |= {f"{key}lowest": providers["rating"].min(), f"{key}highest": providers["rating"].max()}
        if len(providers) >= 5:
            figures |= {f"{key}{column}": providers[column].iloc[0] for column in ("usual_rating", "usual_count")}
    prices = read("lip_price").set_index("provider_id")
    both = prices.join(
        joined(rated[~rated["is_first_party"]])[["rating", "shrunk_rating", "review_count"]], how="inner"
    )
    figures["price_and_rating/all/known"] = len(both)
    for provider_id, row in both.iterrows():
        for column in ("price_usd", "all_in_usd", "rating", "shrunk_rating", "review_count"):
            figures[f"price_and_rating/{provider_id}/{column}"] = row[column]
    return figures
