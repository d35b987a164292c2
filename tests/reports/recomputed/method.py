"""How many prices rest on what, from the exported prices."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    prices = read("lip_price")
    return {
        f"method/{section}/{value}": count
        for section, column in (("basis", "basis"), ("dates", "date_basis"))
        for value, count in prices[column].value_counts().items()
    }
