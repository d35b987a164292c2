"""Published figures: copies are one, by their amounts and by whom they credit; the rest stays apart."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.database import empty_database, insert, insert_first_visit


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_database() as connection:
        yield connection


def publish(
    connection: duckdb.DuckDBPyConnection, publisher: str, low: int | None, high: int | None, **told: Any
) -> None:
    """A statement of what lips cost, in US dollars unless told otherwise."""
    [(known,)] = connection.execute("select count(*) from estimate").fetchall()
    statistic = "minimum" if high is None else "maximum" if low is None else "average" if low == high else "range"
    values = {
        "estimate_id": f"{known:03}",
        "publisher": publisher,
        "statistic": statistic,
        "about": "lips",
        "price_low": low,
        "price_high": high,
        "currency": "USD",
        "quality": "article",
        "observed_at": date(2024, 1, 1),
        **told,
    }
    is_dollars = values["currency"] == "USD"
    insert(
        connection,
        "estimate",
        **{"price_usd_low": low if is_dollars else None, "price_usd_high": high if is_dollars else None, **values},
    )


def figures(connection: duckdb.DuckDBPyConnection, *columns: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"select figure, {', '.join(columns)} from published_figure").fetchall()


def test_without_estimates_there_are_none(connection: duckdb.DuckDBPyConnection) -> None:
    assert figures(connection, "publishers") == []


def test_the_same_figure_of_several_publishers_is_one(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, "Farm", 500, 1500, quality="likely_machine_written")
    publish(connection, "Blog", 500, 1500, published=date(2020, 1, 1))
    publish(connection, "Blog", 500, 1500, published=date(2021, 1, 1))
    publish(connection, "Magazine", 500, 1500, published=date(2019, 1, 1))
    assert figures(
        connection, "publishers", "publisher_count", "statement_count", "machine_count", "is_machine_written", "oldest"
    ) == [("range 500 to 1,500 USD", ["Magazine", "Blog", "Farm"], 3, 4, 1, False, date(2019, 1, 1))]


def test_one_that_only_machines_tell_is_marked(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, "Farm", 200, 800, quality="likely_machine_written")
    publish(connection, "Other farm", 200, 800, quality="likely_machine_written")
    assert figures(connection, "is_machine_written") == [("range 200 to 800 USD", True)]


@pytest.mark.parametrize(
    ("publisher", "told", "origin"),
    [
        ("RealSelf", {}, "RealSelf"),
        ("copies.example (copy of RealSelf)", {}, "RealSelf"),
        ("Blog", {"attributed_to": "StyleSeat internal data"}, "StyleSeat"),
        ("Blog", {"attributed_to": "Cost Helper"}, "CostHelper"),
        ("Blog", {"attributed_to": "a local artist"}, None),
        ("Blog", {}, None),
    ],
)
def test_whom_a_figure_is_from(
    publisher: str, told: dict[str, str], origin: str | None, connection: duckdb.DuckDBPyConnection
) -> None:
    publish(connection, publisher, 321, 321, **told)
    [(figure, found)] = figures(connection, "origin")
    assert (figure, found) == ("average 321 USD" + (f" by {origin}" if origin else ""), origin)


def test_a_range_that_an_origin_made_is_its_own_wherever_it_stands(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, "CostHelper", 50, 800, about="any_area")
    publish(connection, "Blog", 50, 800)
    publish(connection, "Blog", 50, 900)
    assert figures(connection, "origin", "publishers") == [
        ("range 50 to 800 USD by CostHelper", "CostHelper", ["Blog"]),
        ("range 50 to 900 USD", None, ["Blog"]),
    ]


def test_round_amounts_meet_by_chance(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, "HowMuchIsIt", 450, 450, about="any_area", attributed_to="RealSelf")
    publish(connection, "Blog", 450, 450)
    assert figures(connection, "origin") == [("average 450 USD", None)]


def test_what_is_not_the_same_stays_apart(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, "Blog", 300, 300)
    publish(connection, "Blog", 300, 300, statistic="median")
    publish(connection, "Blog", 300, None)
    publish(connection, "Blog", None, 300)
    publish(connection, "Blog", 300, 1000)
    publish(connection, "Blog", 300, 1000, currency="GBP")
    publish(connection, "Blog", 300, 1000, currency=None)
    publish(connection, "Blog", 99, 300, price_low=99.5)
    assert sorted(figure for (figure,) in connection.execute("select figure from published_figure").fetchall()) == [
        "average 300 USD",
        "maximum 300 USD",
        "median 300 USD",
        "minimum 300 USD",
        "range 300 to 1,000",
        "range 300 to 1,000 GBP",
        "range 300 to 1,000 USD",
        "range 99.50 to 300 USD",
    ]


def test_other_areas_and_the_price_of_one_clinic_are_no_figures(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, "Blog", 300, 1000, about="any_area")
    publish(connection, "Blog", 600, 600, sample_size=1)
    assert figures(connection, "publishers") == []


def test_how_many_us_prices_lie_inside(connection: duckdb.DuckDBPyConnection) -> None:
    for number, price in enumerate((300, 500, 800)):
        insert_first_visit(connection, f"studio{number}", price)
    publish(connection, "Blog", 300, 500)
    publish(connection, "Blog", 300, 600, country="AU")
    publish(connection, "Blog", 400, 400)
    publish(connection, "Blog", 500, None)
    publish(connection, "Blog", None, 500)
    publish(connection, "Blog", 300, 700, currency="GTQ")
    assert {figure: (inside, prices) for figure, inside, prices in figures(connection, "prices_inside", "prices")} == {
        "range 300 to 500 USD": (2, 3),
        "range 300 to 600 USD": (None, 3),
        "average 400 USD": (None, 3),
        "minimum 500 USD": (2, 3),
        "maximum 500 USD": (2, 3),
        "range 300 to 700 GTQ": (None, 3),
    }


def test_every_statement_about_lips_is_in_one_figure(release: duckdb.DuckDBPyConnection) -> None:
    [(statements, figures)] = release.execute(
        "select sum(statement_count), count(distinct figure) from published_figure"
    ).fetchall()
    about_lips = "select count(*) from estimate where about = 'lips' and sample_size is distinct from 1"
    assert [(statements,)] == release.execute(about_lips).fetchall()
    assert release.execute("select count(*) from published_figure").fetchall() == [(figures,)]


def test_costhelpers_range_is_recognised_where_it_is_copied(release: duckdb.DuckDBPyConnection) -> None:
    query = "select figure from published_figure where list_contains(publishers, 'AEDIT')"
    assert release.execute(query).fetchall() == [("range 50 to 800 USD by CostHelper",)]
