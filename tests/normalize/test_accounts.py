"""An account is one, however many pages show it; what it says stands finding by finding, and its text nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Review
from pipeline.normalize.accounts import AccountTables, normalize_accounts
from pipeline.normalize.review_findings import LONGEST_EVIDENCE, readable
from tests.normalize.raw_reviews import raw_of, recorded, review

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Said:
    """What a reader of texts found."""

    pain: str | None = None
    pain_score_10: float | None = None
    procedure_minutes: float | None = None
    swelling_days: float | None = None
    healing_days: float | None = None
    longevity_months: float | None = None
    sessions: float | None = None
    price_paid: float | None = None
    currency: str | None = None
    touch_up_price: float | None = None
    worth_it: bool | None = None
    would_repeat: bool | None = None
    complications: Sequence[str] = ()
    evidence: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def accounts(folder: Path, *reviews: Review, read: Any = None) -> AccountTables:
    return normalize_accounts(raw_of(folder, reviews).by_type["Review"], TODAY, read)


def told(tables: AccountTables) -> list[tuple[Any, ...]]:
    """Each finding as `(finding, value or amount, unit, currency, evidence, read_by)`."""
    rows = tables.review_finding.astype(object).where(tables.review_finding.notna(), None)
    return [
        (
            row.finding,
            row.value if row.amount is None else row.amount,
            row.unit,
            row.currency,
            row.evidence,
            row.read_by,
        )
        for row in rows.itertuples()
    ]


def test_one_review_on_three_pages_is_one_account_in_three_places(tmp_path: Path) -> None:
    own, others, list_of_others = "https://studio.example/", "https://others.example/a", "https://others.example/list"
    tables = accounts(
        tmp_path,
        review(own, is_first_party=True, text="“Barely felt it”"),
        review(others),
        review(list_of_others, text="BARELY felt it!"),
        review(list_of_others, text="Barely felt it", locator="/html/body/p[2]"),
    )
    [account] = tables.review.to_dict("records")
    assert account["url"] == others  # published by others, before its own page
    places = tables.review_place.set_index("url")
    assert set(places["review_id"]) == {account["review_id"]}
    assert places["is_first_party"].to_dict() == {own: True, others: False, list_of_others: False}
    assert places["items"].to_dict() == {own: 1, others: 1, list_of_others: 2}
    assert set(places["seen_on"]) == {pd.Timestamp("2026-11-20")}
    assert tables.rejected.empty


@pytest.mark.parametrize(
    ("first", "second", "accounts_known"),
    [
        pytest.param({}, {"author_hash": "b2"}, 2, id="the same words of another author"),
        pytest.param({"text": "♥♥"}, {"text": "♥♥ "}, 1, id="hearts"),
        pytest.param(
            {"text": None, "rating_text": "5"}, {"text": None, "rating_text": "5"}, 1, id="stars, fetched twice"
        ),
        pytest.param(
            {"text": None, "rating_text": "5"},
            {"text": "", "rating_text": "5", "author_hash": "b2"},
            2,
            id="stars of two",
        ),
    ],
)
def test_what_makes_two_accounts(
    first: dict[str, Any], second: dict[str, Any], accounts_known: int, tmp_path: Path
) -> None:
    second_fetch = {"note": "fetched again"}  # two items that differ in something
    assert len(accounts(tmp_path, review(**first), review(**second, **second_fetch)).review) == accounts_known


def test_an_account_keeps_its_name_when_it_is_fetched_again(tmp_path: Path) -> None:
    items = [review(), review(text=None, rating_text="4"), recorded(pain="mild")]
    first = accounts(tmp_path / "first", *items)
    for item in items[:2]:
        item.fetched_at = "2026-11-21T10:00:00+00:00"
    again = accounts(tmp_path / "again", *reversed(items))
    assert set(first.review["review_id"]) == set(again.review["review_id"])
    assert len(set(first.review["review_id"])) == 3


def test_facts_that_their_recorder_holds_for_one_account_are_one(tmp_path: Path) -> None:
    paper, copy = "https://paper.example/a", "https://copy.example/a"
    tables = accounts(
        tmp_path,
        recorded(copy, f"Secondhand; probably same account as {paper}", complications="wrong_color", worth_it="false"),
        recorded(paper, "Her own words", worth_it="false"),
        recorded("https://else.example/a", "same account as https://nowhere.example/"),
    )
    assert len(tables.review) == 2
    account = tables.review.set_index("url").loc[paper]
    assert (account["complications"], account["is_worth_it"], account["is_second_hand"]) == (
        "wrong_color",
        False,
        False,
    )
    assert len(tables.review_place) == 3
    assert [row[:2] for row in told(tables)] == [("worth_it", "false"), ("complication", "wrong_color")]


@pytest.mark.parametrize(
    ("note", "is_second_hand", "is_first_party"),
    [
        ("A friend's, second-hand", True, None),
        ("Secondhand report", True, None),
        ("Studio-told case", False, True),
        ("Got it at first hand", False, None),
        (None, False, None),
    ],
)
def test_what_notes_say_of_who_tells(
    note: str | None, is_second_hand: bool, is_first_party: bool | None, tmp_path: Path
) -> None:
    tables = accounts(tmp_path, recorded(note=note, pain="mild"))
    assert tables.review["is_second_hand"].to_list() == [is_second_hand]
    [party] = tables.review_place["is_first_party"].astype(object).to_list()
    assert (None if pd.isna(party) else party) == is_first_party


def test_what_a_recorder_read_is_told_in_words_and_amounts(tmp_path: Path) -> None:
    tables = accounts(
        tmp_path,
        recorded(
            pain="severe", pain_score_10="8", swelling_days="2.5", price_paid="400", currency="EUR", sessions="2",
            would_repeat="true", complications="infection; bruising",
        ),
    )  # fmt: skip
    assert told(tables) == [
        ("pain", "severe", None, None, None, "recorder"),
        ("pain_score_10", 8, "of 10", None, None, "recorder"),
        ("swelling_days", 2.5, "days", None, None, "recorder"),
        ("sessions", 2, "sessions", None, None, "recorder"),
        ("price_paid", 400, "currency units", "EUR", None, "recorder"),
        ("would_repeat", "true", None, None, None, "recorder"),
        ("complication", "bruising", None, None, None, "recorder"),
        ("complication", "infection", None, None, None, "recorder"),
    ]


TEXT = "Swollen\r\nfor  3 days, €400, and an infection."


def read_text(text: str, language: str | None) -> Said:
    """Finds what TEXT says, where it stands in the readable text."""
    lines = readable(text)

    def at(words: str) -> tuple[int, int]:
        return lines.index(words), lines.index(words) + len(words)

    return Said(
        swelling_days=3.0,
        price_paid=400.0,
        currency="EUR",
        procedure_minutes=90.4,
        worth_it=False,
        complications=("infection",),
        evidence={"swelling_days": at("Swollen\nfor 3 days"), "price_paid": at("€400"), "infection": (0, len(lines))},
    )


def test_what_the_rules_read_is_told_with_the_words_that_tell_it(tmp_path: Path) -> None:
    tables = accounts(tmp_path, review(text=TEXT), recorded(pain="mild"), read=read_text)
    assert told(tables) == [
        ("pain", "mild", None, None, None, "recorder"),
        ("procedure_minutes", 90, "minutes", None, None, "rules"),
        ("swelling_days", 3, "days", None, "Swollen for 3 days", "rules"),
        ("price_paid", 400, "currency units", "EUR", "€400", "rules"),
        ("worth_it", "false", None, None, None, "rules"),
        ("complication", "infection", None, None, "Swollen for 3 days, €400, and an infection.", "rules"),
    ]
    account = tables.review.set_index("method").loc["json-ld"]
    assert (account["swelling_days"], account["is_worth_it"], account["complications"]) == (3, False, "infection")


def test_a_recorder_s_reading_wins(tmp_path: Path) -> None:
    stated = {"swelling_days": "1", "worth_it": "true"}
    item = Review(source="s", method="recorded", url="https://a.example/", text=TEXT, stated=stated)
    tables = accounts(tmp_path, item, read=read_text)
    found = {row[0]: row[1] for row in told(tables)}
    assert (found["swelling_days"], found["worth_it"], found["price_paid"]) == (1, "true", 400)


@given(st.text(), st.text())
def test_no_text_is_too_strange_to_be_evidence(before: str, after: str) -> None:
    from pipeline.normalize.review_findings import _words

    text = f"{before} pain {after * 50}"
    found = Said(evidence={"pain": (0, len(readable(text)))})
    words = _words(text, found)["pain"]
    assert len(words) <= LONGEST_EVIDENCE
    assert "\n" not in words


def test_what_is_rejected_keeps_its_reason_and_not_its_words(tmp_path: Path) -> None:
    bad = review(
        text="My lips are Ilse Quendel's best work", title="by Ilse Quendel", author_hash="h-1", country="Mars"
    )
    [row] = accounts(tmp_path, bad).rejected.to_dict("records")
    assert "country" in row["reason"]
    assert "Mars" in row["raw_text"]
    assert not any(words in row["raw_text"] for words in ("Quendel", "best work", "h-1"))
