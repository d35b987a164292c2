"""Verdicts on prices, months and minutes, and what holds for all: the rules as tables of examples."""

from typing import Any

import duckdb
import pytest

from pipeline.claims import claim_table
from tests.warehouse.article import UNKNOWN, charge, one, rule, state, tell, verdict
from tests.warehouse.database import empty_database, insert, insert_first_visit


def test_without_claims_there_are_no_verdicts() -> None:
    with empty_database() as connection:
        charge(connection, [600] * 6)
        assert connection.execute("from claim_verdict").fetchall() == []


@pytest.mark.parametrize("prices", [[], [321], [100, 300, 321, 2600]], ids=len)
def test_fewer_than_five_tell_nothing_whatever_they_say(prices: list[float], claims: duckdb.DuckDBPyConnection) -> None:
    charge(claims, prices)
    tell(claims, pain=["severe"] * 4, complications=["cold_sore"] * 4, longevity_months=[12] * 4)
    rule(claims, 1, is_license_required=False)
    found = claims.execute("select n, verdict, because, rows_query from claim_verdict").fetchall()
    assert len(found) == len(claim_table())
    assert {row[1] for row in found} == {UNKNOWN}
    for _, _, because, rows_query in found:
        assert because.startswith("Fewer than five")
        claims.execute(rows_query).fetchall()


ALIKE = [250, 280, 300, 310, 315, 321, 325, 330, 340, 350]
"""Ten prices with a median of 318 and an interval of it from 280 to 340."""


@pytest.mark.parametrize(
    ("today", "then", "expected"),
    [
        ([310, 315, 320, 321, 322, 325], None, "holds"),  # six, and all within a tenth
        ([310, 315, 320, 321, 322], None, "roughly"),  # of five the median has no interval
        (ALIKE, None, "roughly"),  # its interval is wider than a tenth
        ([*ALIKE, 340, 345, 350, 360, 370, 380, 390], None, "roughly"),  # median 330
        ([*range(330, 410, 8)], None, UNKNOWN),  # median 366, but the interval begins at 338
        ([*range(360, 460, 10)], None, "too low"),
        ([*range(180, 280, 10)], None, "too high"),
        ([400] * 6, None, "too low"),
        ([353] * 6, None, "holds"),  # a tenth off counts as the same,
        ([354] * 6, None, "too low"),  # more than a tenth does not,
        ([289] * 6, None, "holds"),
        ([288] * 6, None, "too high"),  # at both ends
        ([400] * 6, [321] * 6, UNKNOWN),  # true when it was written, and not any more
        ([400] * 6, [360] * 6, "too low"),  # too low in either dollars
        ([321] * 6, ALIKE[:6], "roughly"),  # holds in one, roughly in the other
        ([600] * 60, None, "too low"),
    ],
)
def test_the_average_price(
    today: list[float], then: list[float] | None, expected: str, claims: duckdb.DuckDBPyConnection
) -> None:
    charge(claims, today, then)
    assert verdict(claims, "average_price") == expected


@pytest.mark.parametrize(
    ("prices", "expected", "missed"),
    [
        ([600] * 5, UNKNOWN, 0.4507),
        ([600] * 21, UNKNOWN, 0.1329),
        ([600] * 60, UNKNOWN, 0.0487),
        ([600] * 59 + [2500], UNKNOWN, 0.0487),  # not more than 2,500
        ([600] * 59 + [2500.01], "holds", None),
        ([600] * 4 + [2600], "holds", None),
        ([600] * 3 + [2600], UNKNOWN, None),  # four
    ],
)
def test_what_can_be_is_proven_by_one_and_refuted_by_none(
    prices: list[float], expected: str, missed: float | None, claims: duckdb.DuckDBPyConnection
) -> None:
    charge(claims, prices)
    assert one(claims, "top_price", "verdict, missed_share") == (expected, missed)


@pytest.mark.parametrize(
    ("lowest", "expected"), [(199, UNKNOWN), (200, "holds"), (400, "holds"), (401, UNKNOWN)], ids=str
)
def test_a_few_hundred_is_200_to_400(lowest: float, expected: str, claims: duckdb.DuckDBPyConnection) -> None:
    charge(claims, [lowest, *[600] * 5])
    assert verdict(claims, "bottom_price") == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([12, 14, 16, 18, 20, 22], "holds"),
        ([12, 14, 16, 18, 20], "roughly"),  # of five the median has no interval
        ([4, 6, 12, 18, 24, 30], "roughly"),
        ([6, 12, 24, 24, 36, 36, 36, 36], UNKNOWN),
        ([36] * 6, "too low"),
        ([3] * 6, "too high"),
        ([(12, 36)] * 6, "holds"),  # 24 in the middle
        ([(None, 24)] * 6, "holds"),
        ([(24, 36)] * 6, "too low"),
    ],
)
def test_how_long_it_lasts_by_what_providers_state(
    months: list[Any], expected: str, claims: duckdb.DuckDBPyConnection
) -> None:
    state(claims, "months_lasting", months)
    assert verdict(claims, "longevity") == expected


@pytest.mark.parametrize(
    ("providers", "accounts", "expected"),
    [
        ([12] * 6, [12] * 6, "holds"),
        ([12] * 6, [], "holds"),
        ([], [12] * 6, "holds"),
        ([12] * 6, [60] * 4, "holds"),  # four tell nothing
        ([12] * 6, [60] * 6, UNKNOWN),  # they contradict each other
        ([60] * 6, [60] * 6, "too low"),
        ([12] * 6, [4, 6, 12, 18, 24, 30], "roughly"),
    ],
)
def test_providers_and_accounts_must_say_the_same(
    providers: list[int], accounts: list[int], expected: str, claims: duckdb.DuckDBPyConnection
) -> None:
    state(claims, "months_lasting", providers)
    tell(claims, longevity_months=accounts)
    assert verdict(claims, "longevity") == expected


def test_where_they_do_not_the_reason_says_so(claims: duckdb.DuckDBPyConnection) -> None:
    state(claims, "months_lasting", [12] * 7)
    tell(claims, longevity_months=[60] * 6)
    reason, n, other_n = one(claims, "longevity", "reason, n, other_n")
    assert reason == (
        "Kinds of evidence differ (providers stating how long it lasts: holds;"
        " accounts telling how long it lasted: too low)"
    )
    assert (n, other_n) == (7, 6)


def test_only_accounts_speak_to_what_one_client_says(claims: duckdb.DuckDBPyConnection) -> None:
    state(claims, "months_lasting", [12] * 6)
    tell(claims, longevity_months=[6, 6, 6, 6])
    assert verdict(claims, "longevity_one_client") == UNKNOWN
    tell(claims, longevity_months=[])
    insert(claims, "review", review_id="fifth", site="s", url="https://site.example/", longevity_months=13)
    assert verdict(claims, "longevity_one_client") == "holds"


def test_of_one_provider_one_first_visit_with_a_page_counts(claims: duckdb.DuckDBPyConnection) -> None:
    state(claims, "duration_minutes", [90] * 5)
    insert_first_visit(claims, "liner", 300, procedure="lip_liner", duration_minutes_low=30, duration_minutes_high=30)
    insert_first_visit(claims, "nowhere", 300, url=None, duration_minutes_low=30, duration_minutes_high=30)
    insert_first_visit(claims, "stating0", 900, duration_minutes_low=30, duration_minutes_high=30)
    assert one(claims, "duration", "n, observed_low, observed_high") == (5, 90, 90)


def test_a_claim_of_which_a_part_is_not_examined_holds_roughly_at_best(claims: duckdb.DuckDBPyConnection) -> None:
    state(claims, "duration_minutes", [90] * 6)
    assert one(claims, "duration", "verdict, not_examined") == (
        "roughly",
        "Whether it is done with numbing is not recorded.",
    )


@pytest.mark.parametrize("prices", [0, 1, 4, 5, 60])
def test_every_finding_is_a_rule_and_every_measure_is_told(prices: int, claims: duckdb.DuckDBPyConnection) -> None:
    charge(claims, [300 + 10 * number for number in range(prices)])
    tell(claims, pain=["mild"] * prices, complications=["cold_sore"] * prices, healing_days=[7] * prices)
    assert (
        claims.execute("select count(*) from claim_count").fetchall()
        == claims.execute(
            "select count(*) from claim_measure where verdict is not null and reason is not null and told is not null"
        ).fetchall()
    )


def test_a_finding_means_one_verdict(claims: duckdb.DuckDBPyConnection) -> None:
    found = claims.execute(
        """select form, finding, count(*) from verdict_rule group by form, finding having count(*) > 1
           union all
           select form, position::varchar, count(*) from verdict_rule group by form, position having count(*) > 1"""
    ).fetchall()
    assert found == []
    verdicts = {word for (word,) in claims.execute("select distinct verdict from verdict_rule").fetchall()}
    assert verdicts == {"holds", "roughly", "too low", "too high", UNKNOWN}


def test_every_claim_is_asked_of_somebody_and_its_rows_can_be_listed(release: duckdb.DuckDBPyConnection) -> None:
    found = release.execute("select claim_id, n, rows_query from claim_verdict").fetchall()
    assert {claim for claim, *_ in found} == set(claim_table()["claim_id"])
    for _, n, rows_query in found:
        assert len(release.execute(rows_query).fetchall()) >= n
