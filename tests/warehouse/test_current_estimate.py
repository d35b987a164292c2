"""Estimates that count: of a page its newest reading, and a recorded figure once though its page was read too."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.database import empty_database, insert

PAGE = "https://guide.example/lips"
FIRST, LATER = datetime(2026, 1, 5), datetime(2026, 2, 5)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_database() as connection:
        yield connection


def state(connection: duckdb.DuckDBPyConnection, name: str, high: int, **told: Any) -> None:
    figure = {"statistic": "range", "about": "lips", "price_low": 400, "price_high": high, "currency": "USD"}
    insert(connection, "estimate", **{"estimate_id": name, "source": "guides", "url": PAGE, **figure, **told})


def read(connection: duckdb.DuckDBPyConnection, at: datetime, outcome: str = "ok", **told: Any) -> None:
    insert(
        connection, "page_outcome", **{"source": "guides", "url": PAGE, "outcome": outcome, "fetched_at": at, **told}
    )


def current(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for (name,) in connection.execute("select estimate_id from current_estimate").fetchall()]


def test_only_the_newest_reading_of_a_page_counts(connection: duckdb.DuckDBPyConnection) -> None:
    for at in (FIRST, LATER):
        read(connection, at)
    state(connection, "old", 800, fetched_at=FIRST)
    state(connection, "new", 900, fetched_at=LATER)
    assert current(connection) == ["new"]


@pytest.mark.parametrize(("outcome", "left"), [("blocked", ["old"]), ("unchanged", [])])
def test_a_page_that_could_not_be_read_takes_nothing_back(
    outcome: str, left: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    read(connection, FIRST)
    read(connection, LATER, outcome)
    state(connection, "old", 800, fetched_at=FIRST)
    assert current(connection) == left


def test_a_page_is_found_again_under_the_address_that_redirects_led_to(connection: duckdb.DuckDBPyConnection) -> None:
    read(connection, LATER, url="https://guide.example/old", final_url=PAGE)
    state(connection, "old", 800, fetched_at=FIRST)
    assert current(connection) == []


def test_a_recorded_figure_is_not_counted_again_where_its_page_is_read(connection: duckdb.DuckDBPyConnection) -> None:
    state(connection, "recorded", 800, source="recorded_estimates", url="http://www.guide.example/lips/")
    state(connection, "read", 800, fetched_at=FIRST)
    state(connection, "read too", 900, fetched_at=FIRST)
    assert current(connection) == ["read too", "recorded"]
