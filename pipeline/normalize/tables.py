"""All tables of a run, from its raw items."""

from datetime import date

import pandas as pd

from pipeline.normalize.accounts import normalize_accounts
from pipeline.normalize.estimates import normalize_estimates
from pipeline.normalize.findings import read_findings
from pipeline.normalize.prices import normalize_prices
from pipeline.normalize.ratings import normalize_ratings
from pipeline.normalize.regulation import normalize_regulation
from pipeline.normalize.rejected import unreadable_lines
from pipeline.raw import RawItems


def normalize(raw: RawItems, article: date, today: date) -> dict[str, pd.DataFrame]:
    """One frame for each table that raw items fill; what is not understood is in `rejected`.

    `article` is the article's date, whose dollars prices are told in beside their own; `today` is the day of the run.
    """
    prices = normalize_prices(raw.by_type["PriceListing"], article, today)
    estimates, no_estimates = normalize_estimates(raw.by_type["CostEstimate"], article, today)
    ratings, no_ratings = normalize_ratings(raw.by_type["RatingSummary"], prices.prices, today)
    accounts = normalize_accounts(raw.by_type["Review"], today, read_findings)
    regulation, no_regulation = normalize_regulation(raw.by_type["RegulationStatement"])
    rejected = [
        prices.rejected,
        no_estimates,
        no_ratings,
        accounts.rejected,
        no_regulation,
        unreadable_lines(raw.by_type["UnreadableLine"], "UnreadableLine"),
        unreadable_lines(raw.unreadable, "RawLine"),
    ]
    return {
        "price_observation": prices.prices,
        "estimate": estimates,
        "rating": ratings,
        "review": accounts.review,
        "review_place": accounts.review_place,
        "review_finding": accounts.review_finding,
        "regulation": regulation,
        "set_aside": prices.set_aside,
        "rejected": pd.concat([rows for rows in rejected if not rows.empty] or rejected[:1], ignore_index=True),
    }
