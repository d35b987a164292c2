"""A small database with every table and view, to be filled by a test with just what it is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from warehouse.build import create_tables
from warehouse.schema_files import views


@contextmanager
def empty_database(file: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """All tables, empty, and all views; in memory unless a file is given."""
    with duckdb.connect(str(file or ":memory:")) as connection:
        create_tables(connection)
        for view in views().values():
            connection.execute(f"create view {view.name} as {view.sql}")
        # What today's dollars are made of: a dollar has always been worth the same.
        insert(connection, "about", name="today_per_article_dollar", value="1")
        yield connection


def insert(connection: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Put a row into a table; the columns that are not named stay null."""
    names, places = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"insert into {table} ({names}) values ({places})", [*values.values()])


def insert_first_visit(connection: duckdb.DuckDBPyConnection, provider: str, price: float, **values: Any) -> None:
    """Put a comparable price of a US provider into the database; a dollar has always been worth the same."""
    [(known,)] = connection.execute("select count(*) from price_history").fetchall()
    [(is_new,)] = connection.execute("select count(*) = 0 from provider where name = ?", [provider]).fetchall()
    observation = f"first visit {known:04}"
    if is_new:
        insert(connection, "provider", provider_id=provider, name=provider)
    insert(connection, "price_history", last_observation_id=observation, is_current=True)
    insert(
        connection,
        "price_observation",
        **{
            "observation_id": observation,
            "provider_id": provider,
            "url": f"https://{provider}.example/prices",
            "basis": "provider_page",
            "service": "Lip Blush",
            "procedure": "lip_blush",
            "kind": "initial",
            "price_low": price,
            "price_high": price,
            "currency": "USD",
            "qualifier": "fixed",
            "country": "US",
            "observed_at": date(2026, 1, 1),
            "usd_rate": 1,
            "price_usd": price,
            "price_usd_article": price,
            "article_factor": 1,
            "is_open_ended": False,
            **values,
        },
    )
