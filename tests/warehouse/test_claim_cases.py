"""Verdicts on pain, swelling, risks, rules and names: what accounts, pages and labels tell, case by case."""

import duckdb
import pytest

from tests.warehouse.article import UNKNOWN, one, rule, tell, verdict
from tests.warehouse.database import insert_first_visit


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
    claims: duckdb.DuckDBPyConnection,
) -> None:
    tell(claims, pain=["mild"] * mild + ["severe"] * severe, rating=[5] * 9)
    assert one(claims, "pain", "n, verdict, share, share_low, share_high") == (
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
def test_swelling(days: list[int], expected: str, claims: duckdb.DuckDBPyConnection) -> None:
    """That lips are darker is not recorded: it holds roughly at best."""
    tell(claims, swelling_days=days)
    assert verdict(claims, "swelling") == expected


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
def test_risks(told: list[str | None], expected: str, claims: duckdb.DuckDBPyConnection) -> None:
    tell(claims, complications=told)
    assert verdict(claims, "risks") == expected
    assert one(claims, "risks", "n") == (sum(text is not None for text in told),)


def test_which_risks_were_told_and_which_the_article_leaves_out(claims: duckdb.DuckDBPyConnection) -> None:
    tell(claims, complications=["keloid", "scarring;cold_sore", "wrong_color", "wrong_color"])
    assert claims.execute("select part, is_named, found from claim_part where claim_id = 'risks'").fetchall() == [
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
def test_rules_of_arizona(answers: list[bool | None], expected: str, claims: duckdb.DuckDBPyConnection) -> None:
    for number, answer in enumerate(answers):
        rule(claims, number, is_license_required=answer)
    assert verdict(claims, "arizona_rules") == expected


def test_what_contradicts_is_told(claims: duckdb.DuckDBPyConnection) -> None:
    for number, answer in enumerate((False, True, None)):
        rule(claims, number, is_license_required=answer)
    [because] = one(claims, "arizona_rules", "because")
    assert because.startswith(
        "Pages contradict each other: 2 pages saying whether Arizona asks for a licence, 1 more that do not answer,"
        " 1 of them saying that it does not."
    )
    told = claims.execute("select told, says from claim_evidence where claim_id = 'arizona_rules'").fetchall()
    assert told == [("no licence is needed", "as claimed"), ("a licence is needed", "more"), ("", None)]


def test_rules_speak_to_their_own_place(claims: duckdb.DuckDBPyConnection) -> None:
    for number in range(5):
        rule(claims, number, level="country", region=None, is_license_required=False)
        rule(claims, 10 + number, region="CA", is_license_required=True)
        rule(claims, 20 + number, level="city", region="NY", city="New York City", training_hours=8)
        rule(claims, 30 + number, level="city", region="NY", city="Buffalo", training_hours=3)
        rule(claims, 40 + number, level="country", country="AU", region=None, is_license_required=True)
    assert verdict(claims, "federal_rules") == "holds"
    assert verdict(claims, "new_york_city_rules") == "too low"
    assert one(claims, "arizona_rules", "n") == (0,)


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
def test_names(labels: list[str], expected: str, claims: duckdb.DuckDBPyConnection) -> None:
    for number, label in enumerate(labels):
        insert_first_visit(claims, f"studio{number}", 600, service=label)
    assert verdict(claims, "names") == expected
    assert one(claims, "names", "n") == (len(labels),)
