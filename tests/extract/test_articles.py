"""Golden articles: small pages of invented publishers, each with every figure that a careful reader takes from it.

The pages were written along with the rules, and the rules were mended on them: they hold what works and measure
nothing. A row states only what matters.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.article import MOST_ESTIMATES, read_estimates
from crawler.extract.document import read_document
from crawler.extract.json_ld import read_json_ld
from crawler.extract.publication import read_publication
from crawler.extract.sentences import sentences
from pipeline.extract_estimates import rows_of
from tests.conftest import Command
from tests.crawler.local_server import Answer, LocalServer, pages
from tests.extract.bodies import BODIES

PAGES = Path(__file__).parent / "articles"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
URL = "https://www.guide.example/lips"


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_read_as_a_careful_reader_reads_it(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    found = rows_of(read_estimates(read_document((PAGES / f"{name}.html").read_bytes(), URL), name), name)
    stated = [{field: record[field] for field in row} for record, row in zip(found, expected, strict=False)]
    assert (stated, len(found)) == (expected, len(expected))


def test_what_stands_around_a_statement_is_kept() -> None:
    body = (PAGES / "cost_guide.html").read_bytes()
    first, second, third, *_ = read_estimates(read_document(body, URL), "guides")
    assert (first.before, first.headings) == (
        "A soft, lasting tint has its price.",
        ("How much does lip blushing cost?",),
    )
    assert second.before == (
        "A soft, lasting tint has its price. Most people pay between $400 and $800 for the first visit."
    )
    assert third.headings == ("What averages say", "How much does lip blushing cost?")
    assert (third.method, third.language, third.locator) == ("article text", "en", "/html/body/article/p[2]")


@pytest.mark.parametrize(
    ("head", "url", "published"),
    [
        ('<meta property="article:published_time" content="2021-03-04T10:00:00Z">', URL, "2021-03-04"),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"2020-07"}</script>', URL, "2020-07"),
        ('<script type="application/ld+json">{"@type":"Review","datePublished":"2020-07-01"}</script>', URL, None),
        ('<meta name="date" content="soon"><meta name="pubdate" content="2019-12">', URL, "2019-12"),
        ("", "https://guide.example/2015/08/19/lips/", "2015-08-19"),
        ("", URL, None),
        ('<meta name="date" content="2021-02-31">', URL, None),
    ],
)  # fmt: skip
def test_the_date_is_the_one_the_page_states_of_itself(head: str, url: str, published: str | None) -> None:
    page = f"<html><head>{head}</head><body><p>The rules of 2018-01-01 hold.</p></body></html>"
    document = read_document(page.encode(), url)
    assert read_publication(document, read_json_ld(document)).published == published


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $500. In cities it costs more.", ["It costs $500.", "In cities it costs more."]),
        ("It costs approx. $500. Dr. Ash agrees.", ["It costs approx. $500.", "Dr. Ash agrees."]),
        ("From $300.50 up! Why? Because.", ["From $300.50 up!", "Why?", "Because."]),
        ("In the U.S. it varies.", ["In the U.S. it varies."]),
        ("Es kostet ca. 300 Euro. Mehr nicht.", ["Es kostet ca. 300 Euro.", "Mehr nicht."]),
        ("It is said. $500 is usual.", ["It is said.", "$500 is usual."]),
        ("\n one \n\n two ", ["one", "two"]),
        ("", []),
    ],
)
def test_a_paragraph_is_divided_into_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_page_that_goes_on_and_on_is_read_up_to_a_bound() -> None:
    body = "".join(f"<p>Lip blush {number} costs ${number}.</p>" for number in range(2 * MOST_ESTIMATES)).encode()
    assert len(read_estimates(read_document(body, URL), "guides")) == MOST_ESTIMATES


@given(st.sampled_from(sorted(BODIES.values())) | st.binary(max_size=300))
def test_no_page_makes_the_reading_fail(body: bytes) -> None:
    rows_of(read_estimates(read_document(body, URL), "page"), "page")


@given(st.text(max_size=200).map(lambda text: f"<table><tr><td>{text}<td>$5</table><p>{text} $400 {text}.</p>"))
def test_no_text_makes_the_reading_fail(body: str) -> None:
    rows_of(read_estimates(read_document(body.encode("utf-8", "replace"), URL), "page"), "page")


def test_the_command_prints_the_figures_of_a_page(blushbook: Command) -> None:
    page = PAGES / "cost_guide.html"
    done = blushbook("extract", page, "--items", "estimates", "--format", "jsonl")
    first, *_ = map(json.loads, done.stdout.splitlines())
    assert (first["source"], first["publisher"], first["price_high"]) == (str(page), "The Tint Almanac", 800)
    table = blushbook("extract", page, "--items", "estimates").stdout.splitlines()
    assert table[0].split()[:4] == ["publisher", "published", "statistic", "about"]
    assert "400–800 USD" in table[1]


def test_the_command_asks_for_an_article_and_reads_it(blushbook: Command) -> None:
    with LocalServer() as server:
        address = server.add(pages({"/lips": Answer((PAGES / "repeated.html").read_bytes())}))
        done = blushbook(
            "extract", f"{address}lips", "--items", "estimates", "--format", "jsonl", "--allow-private"
        )  # fmt: skip
        assert [one.path for one in server.asked] == ["/robots.txt", "/lips"]
    assert [json.loads(line)["price_low"] for line in done.stdout.splitlines()] == [400, 500], done.stderr
