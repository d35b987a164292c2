"""What changed, from the exported changes and runs."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    changes, outcomes = read("change_since_last_run"), read("page_outcome")
    newest = read("about").set_index("name").loc["run_id", "value"]
    fetched = outcomes["file"].isna() & outcomes["outcome"].isin(["ok", "unchanged"]) & (outcomes["run_id"] == newest)
    counted = changes.groupby(["change", "is_restatement"]).size()
    return {f"change_since_last_run/{change}/{restated}": n for (change, restated), n in counted.items()} | {
        "run/former": len(read("run")) - 1,
        "page_outcome/fetched": fetched.sum(),
    }
