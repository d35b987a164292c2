"""Takes raw items of one type apart: what was read from each, and what had to be rejected."""

from collections.abc import Callable, Mapping

import pandas as pd

from pipeline.normalize.reading import Problems, Reader, read_columns
from pipeline.normalize.rejected import rejected_rows, repeated_facts

_PROVENANCE = ("source", "method", "raw_id", "extract_version")


def read_items(
    raw: pd.DataFrame,
    item: str,
    readers: Mapping[str, tuple[str, Reader]],
    check: Callable[[pd.DataFrame, Problems], None],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the columns of raw items, and check what no reader of one column can see.

    Returns the items without a problem, as the columns of `readers` with their `source`, `method`, `raw_id` and
    `extract_version`; and the
    others as rows of `rejected`, each with every reason.
    """
    problems = Problems(raw.index)
    problems.add(*repeated_facts(raw))
    read = read_columns(raw, readers, problems)
    check(read, problems)
    kept = read[~problems.any].join(raw[list(_PROVENANCE)])
    return kept, rejected_rows(raw, item, problems)
