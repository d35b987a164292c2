"""Where a quote stands: the rules by examples, the command, and the page's form, which must say the same."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import Browser

from reports.amount import read_amount
from reports.quote import TOUCH_UP, Known, Quote, known, questions, standing, told
from reports.report import write_report
from tests.conftest import Command
from tests.reports.conftest import open_report
from tests.reports.resized import STATES, resized


def group(
    prices: list[float], country: str | None = None, region: str | None = None, compared: str = "first_visit"
) -> dict[str, Any]:
    place = {"country": country, "country_name": country and f"the country {country}", "region": region}
    return {"compared": compared, **place, "n": len(prices), "prices": prices}


MADE_UP = Known(
    peers=[
        group([100, 200, 300, 400, 500, 600, 700, 800]),
        group([300, 400, 500, 600, 700], "US"),
        group([600, 600, 700, 800, 900], "US", "NY"),
        group([500, 600, 700, 800, 900], "US", compared="all_in"),
    ],
    rates={"USD": 1.0, "EUR": 1.2},
)

EXAMPLES = [
    # quote, its peers, n, how many of them are cheaper, the same and dearer
    (Quote(550, country="US"), ("US", None), 5, (3, 0, 2)),
    (Quote(500, country="US"), ("US", None), 5, (2, 1, 2)),
    (Quote(600, country="US", region="NY"), ("US", "NY"), 5, (0, 2, 3)),
    (Quote(550, country="US", region="TX"), ("US", None), 5, (3, 0, 2)),  # no five in Texas
    (Quote(550, country="GB"), (None, None), 8, (5, 0, 3)),
    (Quote(550), (None, None), 8, (5, 0, 3)),
    (Quote(500, "EUR", country="US"), ("US", None), 5, (3, 1, 1)),
    (Quote(550, country="US", touch_up="included"), ("US", None), 5, (1, 0, 4)),
    (Quote(550, country="US", touch_up="extra"), ("US", None), 5, (3, 0, 2)),
    (Quote(1, country="US"), ("US", None), 5, (0, 0, 5)),
    (Quote(10_000, country="US"), ("US", None), 5, (5, 0, 0)),
    (Quote(550, touch_up="included"), (None, None), 0, (None, None, None)),  # no all-in prices of the world
]

AMOUNTS = [
    # as typed, as read; null is refused
    ("650", 650), (" 650 ", 650), ("$650", 650), ("650$", 650), ("€650", 650), ("650 USD", 650), ("zł 650", 650),
    ("650,50", 650.5), ("650.50", 650.5), ("650.5", 650.5), ("1,650", 1650), ("1.200", 1200), ("1.200,00", 1200),
    ("1,200.00", 1200), ("1 200", 1200), ("1\u00a0200", 1200), ("1’200", 1200),
    ("12.345.678", None), ("1.234.567", 1234567),
    ("0", None), ("0.5", None), ("-3", None), ("1,2,3", None), ("1.200,000", None), ("600-700", None), ("abc", None),
    ("", None), ("1e3", None), ("٣٥٠", None), ("99999999", None), ("1,23456", None),
    ("650.505", 650505), ("650.5055", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_an_amount_is_read_as_people_write_it(text: str, amount: float | None) -> None:
    assert read_amount(text) == amount


def test_the_form_reads_amounts_alike(browser: Browser, published_once: Path) -> None:
    opened, _ = open_report(browser, published_once / "current" / "report.html", 768)
    read = opened.evaluate("texts => texts.map(blushBook.readAmount)", [text for text, _ in AMOUNTS])
    assert read == [amount for _, amount in AMOUNTS]
    opened.close()


@pytest.mark.parametrize(("quote", "place", "n", "counts"), EXAMPLES)
def test_the_narrowest_place_with_five_prices_is_taken(
    quote: Quote, place: tuple[str | None, str | None], n: int, counts: tuple[int | None, ...]
) -> None:
    found = standing(quote, MADE_UP)
    assert ((found["country"], found["region"]), found["n"]) == (place, n)
    assert (found["cheaper"], found["same"], found["dearer"]) == counts
    assert len(found["questions"]) == 3
    assert ("so this compares with" in told(quote, found)) == (n > 0 and (quote.country, quote.region) != place)


@pytest.mark.parametrize(
    ("quote", "asked"),
    [
        (Quote(550, country="US"), "Is the touch-up after six to eight weeks in the price"),
        (Quote(550, country="US", touch_up="extra"), "What does the touch-up cost"),
        (Quote(310, country="US", touch_up="extra"), "trainee"),
        (Quote(990, country="US", touch_up="extra"), "What is in this price"),
        (Quote(700, country="US", touch_up="included"), "Until when must the touch-up be taken"),
    ],
)
def test_the_questions_fit_the_quote(quote: Quote, asked: str) -> None:
    assert any(asked in question for question in standing(quote, MADE_UP)["questions"])


def test_every_question_can_be_asked_and_three_fit_every_quote() -> None:
    for question in questions():
        assert set(question) <= {"text", "touch_up", "standing"}
        assert set(question.get("touch_up", [])) <= set(TOUCH_UP)
        assert set(question.get("standing", [])) <= {"low", "middle", "high", "unknown"}


@given(
    prices=some.lists(some.floats(1, 5000), min_size=5, max_size=30).map(sorted),
    amounts=some.tuples(some.floats(0.01, 9999), some.floats(0.01, 9999)),
)
def test_a_dearer_quote_never_stands_lower(prices: list[float], amounts: tuple[float, float]) -> None:
    release = Known([group(prices)], {"USD": 1.0})
    low, high = (standing(Quote(amount), release)["cheaper"] for amount in sorted(amounts))
    assert 0 <= low <= high <= len(prices)


def offers(release: Known, number: int) -> list[Quote]:
    """Random quotes, the same ones every time."""
    rng = random.Random(20261125)
    countries = [None, "GB", "DE", "XX", *["US"] * 4]
    return [
        Quote(
            amount=round(rng.lognormvariate(6.2, 0.6), rng.choice([0, 2])),
            currency=rng.choice(["USD", "USD", *release.rates]),
            country=(country := rng.choice(countries)),
            region=rng.choice([None, *STATES]) if country == "US" else None,
            touch_up=rng.choice(TOUCH_UP),
        )
        for _ in range(number)
    ]


@pytest.mark.parametrize("prices", [0, None, 3000], ids=["no prices", "as published", "3,000 prices"])
def test_the_form_and_the_command_agree_on_a_thousand_quotes(
    prices: int | None, browser: Browser, published_once: Path, tmp_path: Path
) -> None:
    database = published_once / "current" / "blushbook.duckdb"
    if prices is not None:
        database = resized(database, tmp_path / "release.duckdb", prices)
    write_report(database, tmp_path / "report.html")
    release = known(database)
    quotes = offers(release, 1000)
    opened, trouble = open_report(browser, tmp_path / "report.html", 768)
    answers = opened.evaluate("quotes => quotes.map(blushBook.check)", [vars(quote) for quote in quotes])
    assert trouble == []
    opened.close()

    def expected(quote: Quote) -> dict[str, Any]:
        found = standing(quote, release)
        return {**found, "told": told(quote, found)}

    assert [quote for quote, said in zip(quotes, answers, strict=True) if said != expected(quote)] == []


def test_the_form_answers_to_the_keyboard(browser: Browser, published_once: Path) -> None:
    opened, trouble = open_report(browser, published_once / "current" / "report.html", 360)
    opened.locator("#quote-amount").focus()
    opened.keyboard.type("abc")
    opened.keyboard.press("Enter")
    assert "Write the amount as a number" in opened.locator("#quote-problem").inner_text()
    opened.locator("#quote-country").select_option("GB")
    assert opened.locator("#quote-currency").input_value() == "GBP"
    opened.locator("#quote-amount").fill("1.650,00")
    opened.locator("#quote-form button").press("Enter")
    assert "1,650 GBP" in opened.locator("#quote-answer").inner_text()
    opened.locator("#quote-country").select_option("US")
    assert opened.locator("#quote-answer").inner_text() == ""  # an answer to another question is gone
    opened.locator("#quote-touch-up").select_option("included")
    opened.locator("#quote-form button").press("Enter")
    quote = Quote(1650, country="US", touch_up="included")
    found = standing(quote, known(published_once / "current" / "blushbook.duckdb"))
    assert opened.locator("#quote-answer p").first.inner_text() == told(quote, found)
    assert opened.locator("#quote-answer li").all_inner_texts() == found["questions"]
    assert trouble == []
    opened.close()


def test_the_command_tells_the_same(published_once: Path, blushbook: Command) -> None:
    quote = Quote(650, country="US", region="NY")
    found = standing(quote, known(published_once / "current" / "blushbook.duckdb"))
    place = ("--home", published_once, "--country", "us", "--region", "ny")
    done = blushbook("quote", "650", *place)
    assert done.stdout.splitlines() == [told(quote, found), "Worth asking:", *(f"- {q}" for q in found["questions"])]
    said = json.loads(blushbook("quote", "650", *place, "--format", "json").stdout)
    assert said == {**found, "told": told(quote, found)}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["0"], "'0' is no amount of money"),
        (["nan"], "'nan' is no amount of money"),
        (["1,2,3"], "'1,2,3' is no amount of money"),
        (["650", "--currency", "ABC"], "no rate is known for 'ABC'"),
        (["650", "--country", "Elsewhere"], "no country code"),
        (["650", "--region", "NY"], "--region goes with --country"),
    ],
)
def test_a_quote_that_cannot_be_is_told(
    words: list[str], message: str, published_once: Path, blushbook: Command
) -> None:
    done = blushbook("quote", *words, "--home", published_once)
    assert done.returncode == 2
    assert message in done.stderr
