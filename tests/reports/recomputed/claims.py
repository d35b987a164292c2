"""The evidence for each claim, from the exported tables."""

import re
from collections.abc import Callable

import pandas as pd

LIPS = ["lip_blush", "full_lip_color"]
NAMES = ["russian", "candy", "micro.?pigment", "semi.?permanent", "nano.?colou?r"]
RISKS = ["allergic_reaction", "infection", "scarring|keloid", "granuloma", "pigment_migration"]
PLACES = {
    "federal_rules": ["United States", "US (general)"],
    "arizona_rules": ["Arizona"],
    "new_york_city_rules": ["New York City"],
}


def middle(rows: pd.DataFrame, name: str) -> pd.Series:
    """The middle of what each provider states, the median of its several statements."""
    ends = rows[[f"{name}_low", f"{name}_high"]].bfill(axis=1).ffill(axis=1).mean(axis=1)
    return ends.groupby(rows["provider_id"]).median().dropna()


def spread(values: pd.Series) -> dict[str, float]:
    return {
        "n": len(values),
        "observed_low": values.quantile(0.25),
        "observed_median": values.median(),
        "observed_high": values.quantile(0.75),
    }


def wilson(seen: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson (1927)."""
    z, share = 1.96, seen / n
    center, half = share + z * z / (2 * n), z * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
    return (center - half) / (1 + z * z / n), (center + half) / (1 + z * z / n)


def met(patterns: list[str], texts: pd.Series) -> int:
    return sum(any(re.search(pattern, text) for text in texts) for pattern in patterns)


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    prices, reviews, statements = read("lip_price"), read("review"), read("regulation")
    first = read("current_price").query("kind == 'initial' and procedure in @LIPS")
    us = prices.loc[prices["country"] == "US", "price_usd"].sort_values().to_list()
    hurt, n = reviews["pain"].dropna(), len(us)
    swollen = reviews["complications"].fillna("").str.contains("swelling") | (reviews["swelling_days"] > 0)
    low, high = wilson((hurt == "severe").sum(), len(hurt))
    claims: dict[str, dict[str, float]] = {
        "average_price": {
            "n": n,
            "observed_low": us[round(n / 2 - 1.96 * n**0.5 / 2) - 1],
            "observed_median": pd.Series(us).median(),
            "observed_high": us[round(1 + n / 2 + 1.96 * n**0.5 / 2) - 1],
        },
        "top_price": {"n": n, "seen": sum(price > 2500 for price in us), "missed_share": 1 - 0.05 ** (1 / n)},
        "bottom_price": {"n": n, "seen": sum(price <= 400 for price in us)},
        "longevity": spread(middle(first, "months_lasting")),
        "duration": spread(middle(first, "duration_minutes")),
        "longevity_one_client": {"n": reviews["longevity_months"].count()},
        "healing": {"n": reviews["healing_days"].count()},
        "pain": {
            "n": len(hurt),
            "seen": (hurt == "severe").sum(),
            "share": (hurt == "severe").mean(),
            "share_low": low,
            "share_high": high,
        },
        "swelling": {"n": (swollen | reviews["swelling_days"].notna()).sum(), "seen": swollen.sum()},
        "risks": {"n": len(reviews), "seen": met(RISKS, reviews["complications"].fillna("")), "of_named": len(RISKS)},
        "names": {"n": len(first), "seen": met(NAMES, first["service"].str.lower()), "of_named": len(NAMES)},
    }
    for claim, places in PLACES.items():
        about = statements[statements["jurisdiction"].isin(places)]
        required = about["is_license_required"].dropna().astype(bool)
        claims[claim] = {"n": len(about), "seen": (~required).sum(), "against": required.sum()}
    return {f"claim_verdict/{claim}/{name}": value for claim, found in claims.items() for name, value in found.items()}
