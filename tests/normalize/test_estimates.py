"""Statements about cost and how a careful reader reads them; what of them becomes rows, and what is rejected.

The first hundred sentences were written before the rules, the others in rounds of 36 to 71 without a look at them.
These were read with a precision of 0.86, 0.84, 0.87, 0.95, 0.73, 0.94, 0.84, 0.90, 0.83, 0.86, 0.85, 0.76 and 0.83 at
first sight, and the rules were mended after each round; of the last two, six expected answers were wrong themselves and
were mended too (0.96 and 0.88 with those). `estimate_sentences_by_another.jsonl` was written by somebody else: 0.92 at
first sight, with 0.82 of the figures found. `estimate_sentences_by_a_third.jsonl` by another one yet, after that: 0.99
at first sight, 0.94 found.
"""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import CostEstimate
from pipeline.normalize.cost.statement import Statement, read_statement
from pipeline.normalize.estimates import normalize_estimates
from pipeline.raw import read_raw
from tests.normalize.estimates_score import Row, score

DATA = Path(__file__).parent.parent / "data"


def rows_of(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


ROWS = rows_of("estimate_sentences.jsonl")
ROWS_BY_ANOTHER = rows_of("estimate_sentences_by_another.jsonl")
KNOWN_FAILURES_BY_ANOTHER = {
    "Half of the 54 salons in our sample charged less than $520 for lip blushing, so the median is $520.",
    "Lip blush cost in 2025: $400–$1,000. The national average? $695.",
}
"""What of them is not read, strictly: no figure of theirs is wrong, and a rule that mends one strikes it out here."""
ROWS_BY_A_THIRD = rows_of("estimate_sentences_by_a_third.jsonl")
KNOWN_FAILURES_BY_A_THIRD = {
    "The minimum you should expect to pay for a decent lip blush is $350.",
    "The maximum we found for a lip blush was $1,800.",
    "After calling 25 salons in Chicago, we worked out a median of $525 for lip blush.",
    "Some artists include the first touch-up; otherwise expect $75 to $150.",
    "The training needed to become a permanent makeup artist costs from $2,000 to $6,000.",
}
"""The first is read wrongly, the others not at all; the rules were not mended on them."""
ARTICLE, TODAY = date(2022, 1, 15), date(2026, 11, 25)


def test_the_sentences_are_many_and_a_third_of_them_are_no_estimates() -> None:
    assert len(ROWS) >= 80
    assert sum(not row["estimates"] for row in ROWS) >= len(ROWS) / 3


def test_figures_are_read_as_a_careful_reader_reads_them() -> None:
    result, misses = score(ROWS)
    assert result.precision >= 0.99, misses
    assert result.recall >= 0.95, misses
    assert result.samples["wrong"] == result.credits["wrong"] == 0


def test_the_sentences_of_another_are_read_but_for_those_known_to_fail() -> None:
    result, misses = score(ROWS_BY_ANOTHER)
    assert {row["text"] for row, _, _ in misses} == KNOWN_FAILURES_BY_ANOTHER
    assert result.wrong == result.samples["wrong"] == result.credits["wrong"] == result.credits["missed"] == 0


def test_the_sentences_of_a_third_are_read_as_at_first_sight() -> None:
    result, misses = score(ROWS_BY_A_THIRD)
    assert {row["text"] for row, _, _ in misses} == KNOWN_FAILURES_BY_A_THIRD
    assert result.precision >= 0.97


def test_each_shape_of_the_recorded_facts_has_sentences() -> None:
    recorded = pd.read_csv(DATA.parent.parent / "crawler" / "recorded" / "estimates.csv")
    shapes = set(zip(recorded["statistic"], recorded["about"], strict=True))
    ours = {(one["statistic"], one["about"]) for row in ROWS for one in row["estimates"]}
    assert shapes <= ours
    assert set(recorded["currency"].dropna()) <= {one["currency"] for row in ROWS for one in row["estimates"]}


def test_a_long_row_of_amounts_is_a_list_of_prices() -> None:
    assert read_statement(Statement("$5 " * 400)).reason == "it is a list of prices"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (Statement("I paid $700 for my lips."), "it tells of a payment or of an own price"),
        (Statement("At Rosewood Ink, lip blush costs $600."), "it tells the price of one provider"),
        (Statement("A deposit of $100 is due."), "it is the cost of something that is no treatment"),
        (Statement("It costs $500."), "it is not said what costs this"),
        (Statement("Lips heal within 7 days."), "it gives no amount of money"),
        (Statement("Is lip blush worth $600?"), "it is a question"),
        (Statement("Lip blush costs $400. " * 100), "it is too long for a sentence"),
    ],
)
def test_what_is_no_estimate_has_its_reason(statement: Statement, reason: str) -> None:
    reading = read_statement(statement)
    assert (reading.estimates, reading.reason) == ((), reason)


@pytest.mark.parametrize(
    ("statement", "currency"),
    [
        (Statement("Lip blush costs $500."), "USD"),
        (Statement("In Canada lip blush costs $500."), "CAD"),
        (Statement("Lip blush costs $500.", headings=("Prices in Australia",)), "AUD"),
        (Statement("Lip blush costs $500.", url="https://guide.co.nz/lips"), "NZD"),
        (Statement("Lip blush costs £500 in Canada."), "GBP"),
        (Statement("Läpptatuering kostar 4500 kr.", language="sv"), "SEK"),
    ],
)
def test_the_currency_is_that_of_the_country_the_statement_or_its_page_names(
    statement: Statement, currency: str
) -> None:
    assert [one.currency for one in read_statement(statement).estimates] == [currency]


@given(
    st.text(max_size=80), st.sampled_from(["$400", "$400 to $800", "more than 300 €", "£", "ꙮ"]), st.text(max_size=80)
)
def test_no_text_makes_the_reading_fail(before: str, amount: str, after: str) -> None:
    read_statement(Statement(f"{before} lip blush costs {amount} {after}", before=after, headings=(before,)))


def tables(folder: Path, *items: CostEstimate) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `estimate` and of `rejected` that raw items become."""
    lines = [json.dumps(item.as_record()) for item in items]
    (folder / "guides.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return normalize_estimates(read_raw(folder).by_type["CostEstimate"], ARTICLE, TODAY)


def on_page(text: str, **fields: object) -> CostEstimate:
    page = {
        "source": "guides",
        "method": "article text",
        "url": "https://guide.example/lips",
        "publisher": "Tint Almanac",
        "fetched_at": "2026-11-25T08:00:00+00:00",
    }
    return CostEstimate(text=text, **{**page, **fields})  # type: ignore[arg-type]


def test_a_sentence_becomes_a_row_for_each_figure(tmp_path: Path) -> None:
    text = "RealSelf reports an average of $321 for lip blushing, but only from ten reviews; others pay up to $900."
    rows, rejected = tables(tmp_path, on_page(text, published="2021-03-04"))
    read = rows[["statistic", "about", "price_low", "price_high", "sample_size", "attributed_to"]]
    assert read.astype(object).where(read.notna(), None).to_numpy().tolist() == [
        ["average", "lips", 321.0, 321.0, 10, "RealSelf"],
        ["maximum", "lips", None, 900.0, None, "RealSelf"],
    ]
    assert rows["estimate_id"].nunique() == 2
    assert set(rows["evidence"]) == {text}
    assert set(rows["date_basis"]) == {"published"}
    assert set(rows["quality"]) == {"article"}
    assert rejected.empty


def test_a_page_without_a_date_speaks_of_the_day_it_was_fetched(tmp_path: Path) -> None:
    rows, _ = tables(tmp_path, on_page("Lip blushing costs $400 to $800 in Canada."))
    [row] = rows.to_dict("records")
    assert (str(row["observed_at"])[:10], row["date_basis"], row["country"]) == ("2026-11-25", "fetched", "CA")


def test_what_cannot_be_read_and_what_is_said_twice_is_rejected_with_its_reason(tmp_path: Path) -> None:
    said = [
        on_page("Lip blushing costs $400 to $800."),
        on_page("I paid $500 for my lips."),
        on_page("According to Tint Census, lip blushing costs $400 to $800."),
    ]
    rows, rejected = tables(tmp_path, *said)
    assert rows["attributed_to"].tolist() == ["Tint Census"]
    assert sorted(rejected["reason"]) == [
        "text: it tells of a payment or of an own price",
        "text: its page gives the same figure elsewhere",
    ]


def test_the_readings_of_a_recorder_win(tmp_path: Path) -> None:
    stated = {"statistic": "median", "about": "brows", "price_low": "5", "price_high": "5", "quality": "article"}
    rows, _ = tables(tmp_path, on_page("Lip blushing costs $400 to $800.", stated=stated))
    assert rows[["statistic", "about", "price_low"]].to_numpy().tolist() == [["median", "brows", 5.0]]
