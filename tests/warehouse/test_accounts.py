"""What accounts and ratings come to: who tells, shares with intervals, and ratings drawn towards what is usual."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pytest

from pipeline.normalize.reviews import COMPLICATIONS
from tests.warehouse.database import empty_database, insert, insert_first_visit


@pytest.fixture
def database() -> Any:
    with empty_database() as connection:
        yield connection


def tell(connection: duckdb.DuckDBPyConnection, review: str, own: Sequence[bool | None] = (None,), **told: Any) -> None:
    """An account on so many pages, with its findings."""
    told = {"is_second_hand": False, "site": "a site", "url": f"https://{review}.example/", **told}
    insert(connection, "review", review_id=review, **told)
    for page, is_own in enumerate(own):
        insert(connection, "review_place", review_id=review, url=f"https://{page}.example/", is_first_party=is_own)
    for complication in filter(None, (told.get("complications") or "").split(";")):
        insert(connection, "review_finding", review_id=review, finding="complication", value=complication)
    for finding in ("pain", "swelling_days", "longevity_months"):
        value = told.get(finding)
        if value is not None:
            column = "value" if isinstance(value, str) else "amount"
            insert(connection, "review_finding", **{"review_id": review, "finding": finding, column: value})


@pytest.mark.parametrize(
    ("author", "own", "told_by"),
    [
        ("client", [None], "client"),
        ("blogger", [False], "client"),
        (None, [True], "testimonial"),
        (None, [True, True], "testimonial"),
        (None, [True, False], "client"),  # others publish it as well
        (None, [True, None], "client"),
        ("artist", [False], "artist"),
        ("artist", [True], "artist"),
    ],
)
def test_who_tells(
    author: str | None, own: list[bool | None], told_by: str, database: duckdb.DuckDBPyConnection
) -> None:
    tell(database, "a", own, author_kind=author)
    assert database.execute("select told_by, places from account").fetchall() == [(told_by, len(own))]


@pytest.mark.parametrize(
    ("told", "tells_outcome"),
    [
        ({}, False),
        ({"procedure_minutes": 90, "sessions": 2, "price_paid": 400, "rating": 5}, False),
        ({"complications": ""}, False),
        ({"pain": "none"}, True),
        ({"swelling_days": 0}, True),
        ({"is_worth_it": False}, True),
        ({"complications": "infection"}, True),
    ],
)
def test_which_accounts_are_the_denominator(
    told: dict[str, Any], tells_outcome: bool, database: duckdb.DuckDBPyConnection
) -> None:
    tell(database, "a", **told)
    assert database.execute("select tells_outcome from account").fetchall() == [(tells_outcome,)]


def test_complications_have_denominators_and_wilson_s_intervals(database: duckdb.DuckDBPyConnection) -> None:
    for number in range(29):
        wrong = "infection;bruising" if number < 3 else None
        tell(database, f"client{number}", pain="mild", complications=wrong, is_second_hand=number == 0)
    tell(database, "silent", sessions=2)
    for number in range(2):
        tell(database, f"artist{number}", author_kind="artist", complications="infection")
    tell(database, "shown", [True], complications="scarring")
    shares = database.execute("from complication_share where n > 0").fetchall()
    assert shares == [
        ("client", "bruising", 3, 1, 29, 0.1034, 0.0358, 0.2639),
        ("client", "infection", 3, 1, 29, 0.1034, 0.0358, 0.2639),
        ("artist", "infection", 2, 0, 2, None, None, None),
        ("testimonial", "scarring", 1, 0, 1, None, None, None),
    ]
    never = database.execute(
        """select n, share, share_low, share_high from complication_share
           where complication = 'keloid' and told_by = 'client'"""
    ).fetchall()
    assert never == [(0, 0, 0, 0.117)]


def test_every_complication_that_can_be_told_is_counted(database: duckdb.DuckDBPyConnection) -> None:
    tell(database, "a", complications="bruising")
    counted = database.execute("select complication from complication_share").fetchall()
    assert sorted(counted) == sorted((name,) for name in COMPLICATIONS)


@pytest.mark.parametrize(
    ("days", "expected"),
    [([1, 2, 3, 4], (4, 1, None, None, 4)), ([1, 2, 3, 4, 15], (5, 1, 2, 3, 15))],
)
def test_numbers_are_averaged_from_five_on(
    days: list[float], expected: tuple[Any, ...], database: duckdb.DuckDBPyConnection
) -> None:
    for number, each in enumerate(days):
        tell(database, f"client{number}", swelling_days=each)
    tell(database, "artist", author_kind="artist", swelling_days=90)
    found = database.execute(
        "select n, lowest, lower_quartile, median, highest from finding_number where told_by = 'client'"
    ).fetchall()
    assert found == [expected]


def test_pain_is_counted_in_words_and_artists_are_apart(database: duckdb.DuckDBPyConnection) -> None:
    for number, pain in enumerate(["mild"] * 4 + ["severe"]):
        tell(database, f"client{number}", pain=pain)
    tell(database, "artist", author_kind="artist", pain="none")
    found = database.execute("select told_by, value, n, of_accounts, share from finding_share where n > 0").fetchall()
    assert found == [
        ("client", "mild", 4, 5, 0.8),
        ("client", "severe", 1, 5, 0.2),
        ("artist", "none", 1, 1, None),
    ]


def test_what_people_say_of_swelling(database: duckdb.DuckDBPyConnection) -> None:
    tell(database, "a", swelling_days=1)
    tell(database, "b", complications="prolonged_swelling;infection", is_second_hand=True)
    told = database.execute("select topic, told, is_second_hand from finding_told").fetchall()
    assert ("swelling", "prolonged swelling", True) in told
    assert ("complications", "prolonged swelling", True) in told
    assert [row for row in told if row[0] == "swelling" and row[1] == "infection"] == []


def rate(connection: duckdb.DuckDBPyConnection, provider: str, rating: float, count: int | None, **values: Any) -> None:
    [(known,)] = connection.execute("select count(*) from provider where provider_id = ?", [provider]).fetchall()
    if not known:
        insert(connection, "provider", provider_id=provider, name=provider)
    told = {"observed_at": date(2026, 1, 1), "best_rating": 5, "rating": rating, "rating_of_5": rating, **values}
    [(ratings,)] = connection.execute("select count(*) from rating").fetchall()
    insert(connection, "rating", rating_id=str(ratings), provider_id=provider, review_count=count, **told)


def test_one_review_with_five_stars_does_not_win(database: duckdb.DuckDBPyConnection) -> None:
    rate(database, "one", 5, 1)
    rate(database, "many", 4.9, 100)
    for number, rating in enumerate((4.5, 4.6, 4.7)):
        rate(database, f"other{number}", rating, 20)
    found = database.execute(
        "select provider, shrunk_rating, usual_rating, usual_count from provider_rating"
    ).fetchall()
    mean, count = 4.74, 20
    assert found[0] == ("many", round((4.9 * 100 + mean * count) / 120, 3), mean, count)
    assert {row[0]: row[1] for row in found}["one"] == round((5 + mean * count) / 21, 3)


def test_the_newest_rating_of_each_host_counts_and_its_own_site_is_apart(database: duckdb.DuckDBPyConnection) -> None:
    rate(database, "studio", 3, 50, host="Maps", is_first_party=False, observed_at=date(2025, 1, 1))
    rate(database, "studio", 4, 60, host="maps", is_first_party=False)
    rate(database, "studio", 5, 20, host="Bookings", is_first_party=False)
    rate(database, "studio", 5, 500, is_first_party=True)
    rate(database, "studio", 5, None, host="Elsewhere", is_first_party=False)
    rate(database, "studio", 5, 0, host="Nowhere", is_first_party=False)
    found = database.execute(
        "select is_first_party, ratings, rating, review_count, shrunk_rating, rated_providers from provider_rating"
    ).fetchall()
    assert found == [(False, 2, 4.25, 80, None, 1), (True, 1, 5, 500, None, 1)]


def test_price_and_rating_are_of_the_same_provider_and_not_what_it_shows_of_itself(
    database: duckdb.DuckDBPyConnection,
) -> None:
    for provider in ("both", "own", "priced"):
        insert_first_visit(database, provider, 600)
    rate(database, "both", 4.8, 10)
    rate(database, "own", 5, 10, is_first_party=True)
    rate(database, "rated", 4.8, 10)
    found = database.execute("select provider, price_usd, rating, review_count from price_and_rating").fetchall()
    assert found == [("both", 600, 4.8, 10)]


def test_claims_rest_on_clients_and_say_what_is_second_hand(claims: duckdb.DuckDBPyConnection) -> None:
    for number in range(5):
        tell(claims, f"client{number}", pain="mild", longevity_months=12, is_second_hand=number == 0)
        tell(claims, f"artist{number}", author_kind="artist", pain="severe", longevity_months=60)
    tell(claims, "scored", pain_score_10=8)
    counts = claims.execute(
        "select claim_id, witness, n, as_claimed from claim_count where claim_id in ('pain', 'longevity') and n > 0"
    ).fetchall()
    assert sorted(counts) == [
        ("longevity", "account", 5, 5),
        ("longevity", "testimonial", 5, 0),
        ("pain", "account", 6, 5),
        ("pain", "testimonial", 5, 0),
    ]
    told = claims.execute(
        """select told, count(*) from claim_evidence
           where claim_id = 'pain' and witness = 'account' group by told order by told"""
    ).fetchall()
    assert told == [("8 of 10", 1), ("mild pain", 4), ("mild pain, told second-hand", 1)]
