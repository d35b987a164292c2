"""`blushbook extract --items reviews`: what it prints of reviews, for people and for machines."""

import json
from pathlib import Path

from tests.conftest import ROOT, Command

PAGES = ROOT / "tests/extract/review_pages"
FIELDS = {"source", "url", "date", "rating", "best_rating", "is_first_party", "text", "findings", "evidence", "locator"}


def test_each_review_is_a_line_for_machines(blushbook: Command) -> None:
    page = PAGES / "dutch_numbers.html"
    done = blushbook("extract", page, "--items", "reviews", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(row.keys() >= FIELDS and row["source"] == str(page) for row in rows)
    assert [(row["rating"], row["best_rating"], row["rating_text"]) for row in rows] == [
        (9, 10, "9"),
        (7, 10, "7"),
        # Eleven out of ten is no rating: what stands there is told all the same.
        (None, 10, "11"),
    ]


def test_people_get_a_table_without_names(blushbook: Command) -> None:
    done = blushbook("extract", PAGES / "english_cards.html", "--items", "reviews")
    assert "4 of 5" in done.stdout and "its own page" in done.stdout
    assert "Odette" not in done.stdout


def test_a_page_without_reviews_says_so(blushbook: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Lips</h1><p>Lip blush $400</p>")
    assert blushbook("extract", page, "--items", "reviews").stdout.strip() == "No review was found."
