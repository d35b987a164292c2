"""Verdicts on the article's claims: the rules as tables of examples, on small databases made for them."""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pytest

from pipeline.claims import claim_table
from tests.warehouse.database import empty_database, insert, insert_first_visit

UNKNOWN = "cannot tell yet"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """The article's claims, and nothing that speaks to them."""
    with empty_database() as connection:
        connection.register("claims", claim_table())
        connection.execute("insert into claim by name from claims")
        yield connection


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


def test_without_claims_there_are_no_verdicts() -> None:
    with empty_database() as connection:
        charge(connection, [600] * 6)
        assert connection.execute("from claim_verdict").fetchall() == []


@pytest.mark.parametrize("prices", [[], [321], [100, 300, 321, 2600]], ids=len)
def test_fewer_than_five_tell_nothing_whatever_they_say(
    prices: list[float], connection: duckdb.DuckDBPyConnection
) -> None:
    charge(connection, prices)
    tell(connection, pain=["severe"] * 4, complications=["cold_sore"] * 4, longevity_months=[12] * 4)
    rule(connection, 1, is_license_required=False)
    found = connection.execute("select n, verdict, because, rows_query from claim_verdict").fetchall()
    assert len(found) == len(claim_table())
    assert {row[1] for row in found} == {UNKNOWN}
    for _, _, because, rows_query in found:
        assert because.startswith("Fewer than five")
        connection.execute(rows_query).fetchall()


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
    today: list[float], then: list[float] | None, expected: str, connection: duckdb.DuckDBPyConnection
) -> None:
    charge(connection, today, then)
    assert verdict(connection, "average_price") == expected


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
    prices: list[float], expected: str, missed: float | None, connection: duckdb.DuckDBPyConnection
) -> None:
    charge(connection, prices)
    assert one(connection, "top_price", "verdict, missed_share") == (expected, missed)


@pytest.mark.parametrize(
    ("lowest", "expected"), [(199, UNKNOWN), (200, "holds"), (400, "holds"), (401, UNKNOWN)], ids=str
)
def test_a_few_hundred_is_200_to_400(lowest: float, expected: str, connection: duckdb.DuckDBPyConnection) -> None:
    charge(connection, [lowest, *[600] * 5])
    assert verdict(connection, "bottom_price") == expected


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
    months: list[Any], expected: str, connection: duckdb.DuckDBPyConnection
) -> None:
    state(connection, "months_lasting", months)
    assert verdict(connection, "longevity") == expected


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
    providers: list[int], accounts: list[int], expected: str, connection: duckdb.DuckDBPyConnection
) -> None:
    state(connection, "months_lasting", providers)
    tell(connection, longevity_months=accounts)
    assert verdict(connection, "longevity") == expected


def test_where_they_do_not_the_reason_says_so(connection: duckdb.DuckDBPyConnection) -> None:
    state(connection, "months_lasting", [12] * 7)
    tell(connection, longevity_months=[60] * 6)
    reason, n, other_n = one(connection, "longevity", "reason, n, other_n")
    assert reason == (
        "Kinds of evidence differ (providers stating how long it lasts: holds;"
        " accounts telling how long it lasted: too low)"
    )
    assert (n, other_n) == (7, 6)


def test_only_accounts_speak_to_what_one_client_says(connection: duckdb.DuckDBPyConnection) -> None:
    state(connection, "months_lasting", [12] * 6)
    tell(connection, longevity_months=[6, 6, 6, 6])
    assert verdict(connection, "longevity_one_client") == UNKNOWN
    tell(connection, longevity_months=[])
    insert(connection, "review", review_id="fifth", site="s", url="https://site.example/", longevity_months=13)
    assert verdict(connection, "longevity_one_client") == "holds"


def test_of_one_provider_one_first_visit_with_a_page_counts(connection: duckdb.DuckDBPyConnection) -> None:
    state(connection, "duration_minutes", [90] * 5)
    insert_first_visit(
        connection, "liner", 300, procedure="lip_liner", duration_minutes_low=30, duration_minutes_high=30
    )
    insert_first_visit(connection, "nowhere", 300, url=None, duration_minutes_low=30, duration_minutes_high=30)
    insert_first_visit(connection, "stating0", 900, duration_minutes_low=30, duration_minutes_high=30)
    assert one(connection, "duration", "n, observed_low, observed_high") == (5, 90, 90)


def test_a_claim_of_which_a_part_is_not_examined_holds_roughly_at_best(connection: duckdb.DuckDBPyConnection) -> None:
    state(connection, "duration_minutes", [90] * 6)
    assert one(connection, "duration", "verdict, not_examined") == (
        "roughly",
        "Whether it is done with numbing is not recorded.",
    )


@pytest.mark.parametrize(
    ("mild", "severe", "expected", "share", "low", "high"),
    [
        (4, 0, UNKNOWN, None, None, None),
        (5, 0, "holds", 1.0, 0.5655, 1.0),
        (4, 1, "roughly", 0.8, 0.3755, 0.9638),  # three quarters, but half may be chance
        (15, 5, "holds", 0.75, 0.5313, 0.8881),
        (8, 4, "roughly", 0.6667, 0.3906, 0.8619),
        (5, 5, "roughly", 0.5, 0.2366, 0.7634),
        (4, 8, UNKNOWN, 0.3333, 0.1381, 0.6094),
        (1, 9, "too low", 0.1, 0.0179, 0.4042),
        (0, 60, "too low", 0.0, 0.0, 0.0602),
    ],
)
def test_pain(
    mild: int,
    severe: int,
    expected: str,
    share: float | None,
    low: float | None,
    high: float | None,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    tell(connection, pain=["mild"] * mild + ["severe"] * severe, rating=[5] * 9)
    assert one(connection, "pain", "n, verdict, share, share_low, share_high") == (
        mild + severe,
        expected,
        share,
        low,
        high,
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [([1, 2, 3, 4], UNKNOWN), ([1] * 9, "roughly"), ([0] * 9, "too high"), ([0] * 5 + [1] * 4, UNKNOWN)],
)
def test_swelling(days: list[int], expected: str, connection: duckdb.DuckDBPyConnection) -> None:
    """That lips are darker is not recorded: it holds roughly at best."""
    tell(connection, swelling_days=days)
    assert verdict(connection, "swelling") == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["infection"] * 4, UNKNOWN),
        (["infection"] * 6, "holds"),
        (["infection", "scarring", "keloid", "granuloma", "pigment_migration", "allergic_reaction"], "holds"),
        (["wrong_color"] * 6, "too low"),
        (["infection;wrong_color"] * 6, "too low"),  # what the article leaves out counts
        (["infection"] * 3 + ["wrong_color"] * 3, "roughly"),
        (["infection"] * 2 + ["wrong_color"] * 4, UNKNOWN),
        ([None] * 60, UNKNOWN),  # who tells of none is silent
    ],
)
def test_risks(told: list[str | None], expected: str, connection: duckdb.DuckDBPyConnection) -> None:
    tell(connection, complications=told)
    assert verdict(connection, "risks") == expected
    assert one(connection, "risks", "n") == (sum(text is not None for text in told),)


def test_which_risks_were_told_and_which_the_article_leaves_out(connection: duckdb.DuckDBPyConnection) -> None:
    tell(connection, complications=["keloid", "scarring;cold_sore", "wrong_color", "wrong_color"])
    assert connection.execute("select part, is_named, found from claim_part where claim_id = 'risks'").fetchall() == [
        ("scarring", True, 2),
        ("allergic reaction", True, 0),
        ("granuloma", True, 0),
        ("infection", True, 0),
        ("pigment migration", True, 0),
        ("wrong color", False, 2),
        ("cold sore", False, 1),
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], UNKNOWN),
        ([False], UNKNOWN),
        ([False] * 4, UNKNOWN),
        ([False] * 5, "roughly"),  # what needles must be is not recorded
        ([True] * 5, "too low"),
        ([False] * 5 + [True], UNKNOWN),
        ([False, True], UNKNOWN),
        ([None] * 9, UNKNOWN),
    ],
)
def test_rules_of_arizona(answers: list[bool | None], expected: str, connection: duckdb.DuckDBPyConnection) -> None:
    for number, answer in enumerate(answers):
        rule(connection, number, is_license_required=answer)
    assert verdict(connection, "arizona_rules") == expected


def test_what_contradicts_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    for number, answer in enumerate((False, True, None)):
        rule(connection, number, is_license_required=answer)
    [because] = one(connection, "arizona_rules", "because")
    assert because.startswith(
        "Pages contradict each other: 2 pages saying whether Arizona asks for a licence, 1 more that do not answer,"
        " 1 of them saying that it does not."
    )
    told = connection.execute("select told, says from claim_evidence where claim_id = 'arizona_rules'").fetchall()
    assert told == [("no licence is needed", "as claimed"), ("a licence is needed", "more"), ("", None)]


def test_rules_speak_to_their_own_place(connection: duckdb.DuckDBPyConnection) -> None:
    for number in range(5):
        rule(connection, number, level="country", region=None, is_license_required=False)
        rule(connection, 10 + number, region="CA", is_license_required=True)
        rule(connection, 20 + number, level="city", region="NY", city="New York City", training_hours=8)
        rule(connection, 30 + number, level="city", region="NY", city="Buffalo", training_hours=3)
        rule(connection, 40 + number, level="country", country="AU", region=None, is_license_required=True)
    assert verdict(connection, "federal_rules") == "holds"
    assert verdict(connection, "new_york_city_rules") == "too low"
    assert one(connection, "arizona_rules", "n") == (0,)


NAMED = ["Russian Lips", "Candy Lips", "Micropigmentación de labios", "Semi-Permanent Lips", "Nanocolour infusion"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Lip Blush"] * 60, UNKNOWN),
        (NAMED[:4], UNKNOWN),
        (["Lip Blush"] * 4 + NAMED[:1], "roughly"),
        (NAMED, "holds"),
        (["Kandy Allen's lips", "The semi of permanence"] * 3, UNKNOWN),
    ],
)
def test_names(labels: list[str], expected: str, connection: duckdb.DuckDBPyConnection) -> None:
    for number, label in enumerate(labels):
        insert_first_visit(connection, f"studio{number}", 600, service=label)
    assert verdict(connection, "names") == expected
    assert one(connection, "names", "n") == (len(labels),)


@pytest.mark.parametrize("prices", [0, 1, 4, 5, 60])
def test_every_finding_is_a_rule_and_every_measure_is_told(prices: int, connection: duckdb.DuckDBPyConnection) -> None:
    charge(connection, [300 + 10 * number for number in range(prices)])
    tell(connection, pain=["mild"] * prices, complications=["cold_sore"] * prices, healing_days=[7] * prices)
    assert (
        connection.execute("select count(*) from claim_count").fetchall()
        == connection.execute(
            "select count(*) from claim_measure where verdict is not null and reason is not null and told is not null"
        ).fetchall()
    )


def test_a_finding_means_one_verdict(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute(
        """select form, finding, count(*) from verdict_rule group by form, finding having count(*) > 1
           union all
           select form, position::varchar, count(*) from verdict_rule group by form, position having count(*) > 1"""
    ).fetchall()
    assert found == []
    verdicts = {word for (word,) in connection.execute("select distinct verdict from verdict_rule").fetchall()}
    assert verdicts == {"holds", "roughly", "too low", "too high", UNKNOWN}


def test_every_claim_is_asked_of_somebody_and_its_rows_can_be_listed(release: duckdb.DuckDBPyConnection) -> None:
    found = release.execute("select claim_id, n, rows_query from claim_verdict").fetchall()
    assert {claim for claim, *_ in found} == set(claim_table()["claim_id"])
    for _, n, rows_query in found:
        assert len(release.execute(rows_query).fetchall()) >= n
