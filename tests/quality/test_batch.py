"""Great Expectations is shown few rows where these tell what all would tell, and every row where one is unexpected."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.quality.audit import Judge, great_expectations, judged
from pipeline.quality.batch import Batch
from pipeline.quality.suite import Expectation, Suite

# Great Expectations warns of its own imports; what it warns of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

ROWS = """
    select
        number,
        number // 2 as twice,
        if(number % 2 = 0, 'initial', 'touch_up') as kind,
        if(number % 3 = 0, null, 'US') as country,
        (100 + number % 5)::decimal(12, 2) as low,
        if(number % 4 = 0, null, 102)::decimal(12, 2) as high,
        date '2026-11-01' + (number % 7)::integer as day
    from range(1000) as numbers(number)
"""

CASES: list[tuple[str, dict[str, Any], dict[str, Any], int]] = [
    # What is expected, of which rows, and how many of the thousand rows are looked at first.
    ("ExpectTableRowCountToBeBetween", {"min_value": 1}, {}, 1000),
    ("ExpectTableColumnsToMatchSet", {"column_set": ["number", "kind"], "exact_match": False}, {}, 0),
    ("ExpectColumnValuesToBeInSet", {"column": "kind", "value_set": ["initial", "touch_up"]}, {}, 2),
    ("ExpectColumnValuesToBeInSet", {"column": "kind", "value_set": ["initial"]}, {}, 2),
    ("ExpectColumnValuesToBeInSet", {"column": "kind", "value_set": ["initial"], "mostly": 0.4}, {}, 2),
    ("ExpectColumnValuesToBeInSet", {"column": "kind", "value_set": ["initial"]}, {"kind": "initial"}, 2),
    ("ExpectColumnValuesToBeInSet", {"column": "country", "value_set": ["US"]}, {}, 2),
    ("ExpectColumnValuesToMatchRegex", {"column": "country", "regex": "^[A-Z]{2}$"}, {"kind": "touch_up"}, 4),
    ("ExpectColumnValuesToNotBeNull", {"column": "number"}, {}, 1),
    ("ExpectColumnValuesToNotBeNull", {"column": "country"}, {}, 2),
    ("ExpectColumnValuesToNotBeNull", {"column": "country", "mostly": 0.5}, {}, 2),
    ("ExpectColumnValuesToBeNull", {"column": "high"}, {"kind": "initial"}, 3),
    ("ExpectColumnValuesToBeBetween", {"column": "low", "min_value": 100, "max_value": 104}, {}, 5),
    ("ExpectColumnValuesToBeBetween", {"column": "low", "min_value": 101}, {"kind": "initial"}, 10),
    (
        "ExpectColumnPairValuesAToBeGreaterThanB",
        {"column_A": "high", "column_B": "low", "or_equal": True, "ignore_row_if": "either_value_is_missing"},
        {},
        10,
    ),
    ("ExpectColumnValuesToBeUnique", {"column": "number"}, {}, 0),
    ("ExpectColumnValuesToBeUnique", {"column": "twice"}, {}, 1000),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["twice", "kind"], "ignore_row_if": "never"}, {}, 0),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["twice", "day"], "ignore_row_if": "never"}, {}, 0),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["twice", "country"], "ignore_row_if": "never"}, {}, 332),
    ("ExpectCompoundColumnsToBeUnique", {"column_list": ["kind", "country"], "ignore_row_if": "never"}, {}, 1000),
    ("ExpectColumnMeanToBeBetween", {"column": "low", "min_value": 101.9, "max_value": 102.1}, {}, 1000),
    ("ExpectColumnValuesToNotBeNull", {"column": "missing"}, {}, 0),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return great_expectations()


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with duckdb.connect() as connection:
        yield Batch(connection, Suite("price_observation", ROWS, ()))


@pytest.fixture(scope="module")
def every_row() -> pd.DataFrame:
    rows: pd.DataFrame = duckdb.sql(
        f"select * replace (low::double as low, high::double as high, day::timestamp as day) from ({ROWS})"
    ).df()
    return rows


@pytest.mark.parametrize(("kind", "arguments", "where", "looked_at"), CASES)
def test_few_rows_tell_what_all_would_tell(
    kind: str, arguments: dict[str, Any], where: dict[str, Any], looked_at: int, batch: Batch, judge: Judge,
    every_row: pd.DataFrame,
) -> None:  # fmt: skip
    expectation = Expectation("name", kind, arguments, "critical", "why", where)
    found, told_by_all = judged(batch, expectation, judge), judge(expectation, every_row)
    assert found["success"] == told_by_all["success"]
    for told in ("element_count", "unexpected_count", "partial_unexpected_list", "observed_value"):
        assert found["result"].get(told) == told_by_all["result"].get(told), told
    assert len(batch.telling(expectation).frame) == looked_at
