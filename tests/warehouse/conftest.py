"""What tests of the warehouse share: a database with the article's claims in it."""

from collections.abc import Iterator

import duckdb
import pytest

from pipeline.claims import claim_table
from tests.warehouse.database import empty_database


@pytest.fixture
def claims() -> Iterator[duckdb.DuckDBPyConnection]:
    """The article's claims, and nothing that speaks to them."""
    with empty_database() as connection:
        connection.register("stated", claim_table())
        connection.execute("insert into claim by name from stated")
        yield connection
