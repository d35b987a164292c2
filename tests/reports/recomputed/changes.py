"""What changed, from the exported changes and runs."""

from collections.abc import Callable

import pandas as pd


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    changes = read("change_since_last_run")
    counted = changes.groupby(["change", "is_restatement"]).size()
    return {f"change_since_last_run/{change}/{restated}": n for (change, restated), n in counted.items()} | {
        "run/former": len(read("run")) - 1
    }
