"""Every comparable price, as exported."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    left_out = read("first_visit")["left_out_because"].notna().sum()
    return {"lip_price/known": len(read("lip_price")), "first_visit/left_out": left_out} | {
        f"lip_price/{row.provider_id}/{column}": getattr(row, column)
        for row in read("lip_price").itertuples()
        for column in ("price_usd", "all_in_usd")
    }
