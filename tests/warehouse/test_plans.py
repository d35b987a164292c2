"""How DuckDB goes about a view: what is not needed is not done, however large a warehouse is."""

import duckdb
import pytest

from tests.warehouse.database import empty_database
from warehouse.schema_files import views


@pytest.fixture
def planned() -> dict[str, int]:
    """How often each view sorts its rows, by DuckDB's plan of it."""
    with empty_database() as connection:
        return {name: _sorts(connection, name) for name in views()}


@pytest.mark.parametrize("name", ["current_price", "first_visit", "cost_part", "touch_up_price"])
def test_the_prices_that_stand_are_sorted_once_at_most(name: str, planned: dict[str, int]) -> None:
    """Where a view reads another that is sorted, a million wide rows are sorted for nothing."""
    assert planned[name] == 1


def _sorts(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    [(_, plan)] = connection.execute(f"explain (format json) from {name}").fetchall()
    return str(plan).count('"ORDER_BY"')
