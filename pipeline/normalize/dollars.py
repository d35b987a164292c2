"""Adds US dollars to rows that have amounts in any currency: of the day, and of the article's date."""

from datetime import date

import pandas as pd

from pipeline.normalize.exchange import dollars_per_unit
from pipeline.normalize.inflation import article_dollars


def add_dollars(rows: pd.DataFrame, article: date) -> pd.DataFrame:
    """Add dollars to rows with `price_low`, `price_high`, `currency` and `observed_at`.

    Adds `usd_rate`, `usd_rate_date`, `usd_rate_source`, `usd_missing_reason`, `price_usd_low`, `price_usd_high`,
    `price_usd` (the amount, a range's midpoint, or the known end), `is_open_ended`, `price_usd_article`,
    `article_factor`, `cpi_month`.
    Dollars are rounded to cents.
    """
    rates = dollars_per_unit(rows["currency"], rows["observed_at"])
    low, high = rows["price_low"], rows["price_high"]
    middle = ((low + high) / 2).fillna(low).fillna(high)
    usd = middle * rates["usd_rate"]
    article_usd = article_dollars(usd, rows["observed_at"], article)
    return rows.assign(
        **rates,
        price_usd_low=(low * rates["usd_rate"]).round(2),
        price_usd_high=(high * rates["usd_rate"]).round(2),
        price_usd=usd.round(2),
        is_open_ended=low.isna() | high.isna(),
        price_usd_article=article_usd["amount"].round(2),
        article_factor=article_usd["factor"].where(usd.notna()),
        cpi_month=article_usd["cpi_month"].where(usd.notna()),
    )
