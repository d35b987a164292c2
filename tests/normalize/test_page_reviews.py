"""Reviews of pages as rows: dates, ratings, one review in several places; and what is wrong is told, never raised."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Review
from pipeline.normalize.rating import read_rating
from pipeline.normalize.review_date import read_review_date
from pipeline.normalize.review_key import review_key
from pipeline.normalize.reviews import normalize_reviews
from pipeline.raw import read_raw

FETCHED = "2026-11-25T09:00:00+00:00"
TODAY = date(2026, 11, 26)

DATES = [
    ("3 weeks ago", "en", "2026-11"),
    ("2 hours ago", "en", "2026-11-25"),
    ("yesterday", "en", "2026-11-24"),
    ("a year ago", "en", "2025"),
    ("vor 2 Monaten", "de", "2026-09"),
    ("2 недели назад", "ru", "2026-11"),
    ("rok temu", "pl", "2025"),
    ("il y a 3 semaines", "fr", "2026-11"),
    ("hace un año", "es", "2025"),
    ("há 2 semanas", "pt", "2026-11"),
    ("2 ay önce", "tr", "2026-09"),
    ("1か月前", "ja", "2026-10"),
    ("před 2 měsíci", "cs", "2026-09"),
    ("преди 2 месеца", "bg", "2026-09"),
    ("5 days ago", "de", "2026-11-20"),
    ("12. März 2024", "de", "2024-03-12"),
    ("15 Ianuarie 2024", "ro", "2024-01-15"),
    ("12.03.2025", "ru", "2025-03-12"),
    ("13/04/2025", "en", "2025-04-13"),
    ("March 2024", "en", "2024-03"),
    ("2024", "en", "2024"),
    ("2024-03-12T10:00:00Z", None, "2024-03-12"),
    # March in one country, April in another: only the year is known.
    ("3/4/2025", "en", "2025"),
    ("3/3/2025", "en", "2025-03-03"),
]


@pytest.mark.parametrize(("text", "language", "expected"), DATES)
def test_a_date_is_read_as_far_as_it_is_known(text: str, language: str | None, expected: str) -> None:
    assert read_review_date(text, FETCHED, language) == expected


@pytest.mark.parametrize("text", ["some time", "99/99/9999", "", "a" * 5000, "💋"])
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        read_review_date(text, FETCHED, "en")


def test_a_relative_date_needs_the_day_it_counts_from() -> None:
    with pytest.raises(ValueError, match="not known"):
        read_review_date("3 weeks ago", None, "en")


@given(st.text(max_size=80), st.sampled_from(["en", "de", "ru", "ja", None, "xx"]))
def test_no_text_brings_the_readers_down(text: str, language: str | None) -> None:
    read_rating(text, text)
    review_key(text, None)
    try:
        read = read_review_date(text, FETCHED, language)
    except ValueError:
        return
    assert len(read) in {4, 7, 10}


def rows(tmp_path: Path, *reviews: dict[str, Any]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows of reviews, and of the rejected ones the reason by their page: `s0` shows the first."""
    items = [
        Review(
            **{"source": "studios", "url": f"https://s{n}.example/", "method": "menu text", "fetched_at": FETCHED} | one
        )
        for n, one in enumerate(reviews)
    ]
    tmp_path.joinpath("studios.jsonl").write_text("\n".join(json.dumps(one.as_record()) for one in items))
    kept, rejected = normalize_reviews(read_raw(tmp_path).by_type["Review"], TODAY)
    return kept, {row["url"]: row["reason"] for row in rejected.to_dict("records")}


def test_one_review_on_three_pages_keeps_one_name(tmp_path: Path) -> None:
    said = {"author_hash": "a1", "is_first_party": True}
    kept, rejected = rows(
        tmp_path,
        {"text": "So soft, I love it.", **said},
        {"text": "“So soft — I love it!”", **said, "is_first_party": False},
        {"text": "so soft I LOVE it", **said},
        {"text": "So soft, I love it.", "author_hash": "b2"},
    )
    assert not rejected
    names = kept["review_id"].tolist()
    assert names[0] == names[1] == names[2] != names[3]


def test_what_cannot_be_is_rejected_with_its_reason(tmp_path: Path) -> None:
    kept, rejected = rows(
        tmp_path,
        {"text": "eleven", "rating_text": "11", "best_text": "10"},
        {"text": "tomorrow", "date": "2027-01-01"},
    )
    assert kept.empty
    assert "above the best" in rejected["https://s0.example/"]
    assert "after the day of the run" in rejected["https://s1.example/"]


def test_stars_without_a_word_and_odd_dates_are_data(tmp_path: Path) -> None:
    kept, rejected = rows(
        tmp_path,
        {"rating_text": "4", "best_text": "5", "author_hash": "a1", "date": "vor 2 Monaten", "language": "de"},
        {"text": "odd", "date": "one fine day", "rating_text": "90%"},
        {"text": "💋💋"},
    )
    assert not rejected
    assert kept["rating"].tolist()[:2] == [4, 90]
    assert kept["best_rating"].tolist()[:2] == [5, 100]
    assert kept["date_precision"].tolist()[0] == "month"
    assert kept["note"].tolist()[1] == "date: it cannot be understood"
    assert kept["review_id"].nunique() == 3
