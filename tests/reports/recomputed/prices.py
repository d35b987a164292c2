"""Every comparable price, as exported."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    return {
        f"lip_price/{row.provider_id}/{column}": getattr(row, column)
        for row in read("lip_price").itertuples()
        for column in ("price_usd", "all_in_usd")
    }
