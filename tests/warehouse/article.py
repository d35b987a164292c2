"""What speaks to the article's claims, told in a line, and what the verdicts make of it."""

from collections.abc import Sequence
from typing import Any

import duckdb

from tests.warehouse.database import insert, insert_first_visit

UNKNOWN = "cannot tell yet"


def charge(connection: duckdb.DuckDBPyConnection, prices: Sequence[float], then: Sequence[float] | None = None) -> None:
    """US providers with these prices, and what these were in dollars of the article's date."""
    for number, (price, price_then) in enumerate(zip(prices, then or prices, strict=True)):
        insert_first_visit(connection, f"studio{number}", price, price_usd_article=price_then)


def state(connection: duckdb.DuckDBPyConnection, column: str, values: Sequence[int | tuple[Any, Any]]) -> None:
    """Providers that state such numbers beside a first visit: one number, or a lower and an upper end."""
    for number, value in enumerate(values):
        low, high = value if isinstance(value, tuple) else (value, value)
        insert_first_visit(connection, f"stating{number}", 600, **{f"{column}_low": low, f"{column}_high": high})


def tell(connection: duckdb.DuckDBPyConnection, **told: Sequence[Any]) -> None:
    """Accounts that tell such things, column by column."""
    for column, values in told.items():
        for number, value in enumerate(values):
            review = f"{column} {number}"
            insert(
                connection, "review", review_id=review, site="a site", url="https://site.example/", **{column: value}
            )


def rule(connection: duckdb.DuckDBPyConnection, number: int, **stated: Any) -> None:
    """A page's statement about Arizona, unless told otherwise."""
    values = {"jurisdiction": "a place", "level": "state", "country": "US", "region": "AZ", **stated}
    insert(connection, "regulation", statement_id=str(number), url=f"https://page{number}.example/", **values)


def verdict(connection: duckdb.DuckDBPyConnection, claim: str) -> str:
    [(found,)] = connection.execute("select verdict from claim_verdict where claim_id = ?", [claim]).fetchall()
    return str(found)


def one(connection: duckdb.DuckDBPyConnection, claim: str, columns: str) -> tuple[Any, ...]:
    [found] = connection.execute(f"select {columns} from claim_verdict where claim_id = ?", [claim]).fetchall()
    return tuple(found)
