"""The page in a browser: drawn offline at every width, readable by everybody, and safe whatever the data say."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reports.report import write_report
from tests.conftest import Command
from tests.reports.conftest import open_report
from tests.reports.resized import resized
from tests.warehouse.edited import edited
from warehouse.schema_files import tables

WIDTHS = [360, 768, 1280]


@pytest.fixture(scope="session")
def report(published_once: Path) -> Path:
    return published_once / "current" / "report.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_draws_itself_offline_and_axe_finds_nothing(browser: Browser, report: Path, width: int, scheme: str) -> None:
    opened, trouble = open_report(browser, report, width, color_scheme=scheme)
    assert trouble == []
    assert opened.locator("figure .main-svg").count() >= 3
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.locator(".modebar").count() == 0
    opened.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found = Axe().run(opened).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    opened.close()


def test_charts_take_the_colours_of_the_reader(browser: Browser, report: Path) -> None:
    opened, _ = open_report(browser, report, 768, color_scheme="dark")
    bar = opened.locator("#chart-distribution .point path").first
    dark = bar.evaluate("bar => getComputedStyle(bar).fill")
    opened.emulate_media(color_scheme="light")
    expect(bar).not_to_have_css("fill", dark)
    opened.close()


def test_the_keyboard_alone_reaches_everything(browser: Browser, report: Path) -> None:
    opened, _ = open_report(browser, report, 768)
    wanted = opened.locator("a[href], summary, button, input, select, .wide, pre[tabindex]")
    unreachable = wanted.evaluate_all(
        "all => all.filter(one => one.tabIndex < 0 || one.disabled).map(one => one.outerHTML.slice(0, 80))"
    )
    assert unreachable == []
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    first = opened.locator("figure details summary").first
    first.focus()
    opened.keyboard.press("Enter")
    assert first.evaluate("summary => summary.parentElement.open")
    opened.close()


def test_without_scripts_the_answer_and_every_table_are_there(browser: Browser, report: Path) -> None:
    opened = browser.new_page(java_script_enabled=False)
    opened.goto(report.resolve().as_uri())
    assert re.search(r"\$\d", opened.locator(".answer").inner_text())
    figures = opened.locator("figure").count()
    assert opened.locator("figure table").count() == figures
    assert opened.locator("figure .chart:visible").count() == 0
    assert opened.locator("figure noscript").count() == figures
    opened.locator("figure summary").first.click()
    assert opened.locator("figure table").first.is_visible()
    opened.close()


def test_it_prints_on_paper_without_losing_anything_at_its_edges(browser: Browser, report: Path) -> None:
    opened, _ = open_report(browser, report, 768, color_scheme="dark")
    opened.emulate_media(media="print")
    assert opened.evaluate("getComputedStyle(document.body).color") == "rgb(34, 37, 46)"
    assert len(opened.pdf(format="A4")) > 50_000
    opened.close()


def test_only_our_scripts_may_run(browser: Browser, report: Path) -> None:
    opened, trouble = open_report(browser, report, 768)
    opened.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.broken = 1";
                   document.body.append(script);
                   document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.broken = 1'>"); }"""
    )
    opened.wait_for_timeout(200)
    assert opened.evaluate("window.broken") is None
    assert any("Content Security Policy" in line for line in trouble)
    refused = opened.evaluate("fetch('https://example.org/').then(() => 'asked', () => 'refused')")
    assert refused == "refused"
    opened.close()


def test_the_file_is_one_and_small(report: Path) -> None:
    assert report.stat().st_size < 6_000_000


@pytest.mark.parametrize("prices", [0, 1, 4, 60, 3000])
def test_a_report_of_any_size_is_right_and_readable(
    prices: int, browser: Browser, published_once: Path, tmp_path: Path
) -> None:
    database = resized(published_once / "current" / "blushbook.duckdb", tmp_path / "release.duckdb", prices)
    write_report(database, tmp_path / "report.html")
    opened, trouble = open_report(browser, tmp_path / "report.html", 360)
    assert trouble == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    with duckdb.connect(str(database), read_only=True) as connection:
        [(known, median)] = connection.execute(
            "select count(*), median(price_usd) from lip_price where country = 'US'"
        ).fetchall()
    answer = opened.locator(".answer").inner_text()
    assert (f"typically costs ${round(median):,}" in answer) if known >= 5 else ("Nobody can tell yet" in answer)
    assert (opened.locator("#chart-states .main-svg").count() > 0) == (prices == 3000)
    assert (tmp_path / "report.html").stat().st_size < 6_000_000
    opened.close()


def test_a_report_of_many_currencies_and_endless_names_is_readable(
    browser: Browser, published_once: Path, tmp_path: Path
) -> None:
    database = resized(published_once / "current" / "blushbook.duckdb", tmp_path / "release.duckdb", 60)
    with edited(database) as connection:
        connection.execute(
            """update price_observation set
                   currency = list_extract(string_split(?, ' '), 1 + (hash(observation_id) % 16)::integer),
                   service = repeat('Lips ', 2000), city = repeat('W', 10000)""",
            ["AED AUD BRL CAD CHF DKK EUR GBP HUF JPY KRW MXN NOK THB USD ZAR"],
        )
        connection.execute("update provider set name = repeat('x', 10000)")
    write_report(database, tmp_path / "report.html")
    opened, trouble = open_report(browser, tmp_path / "report.html", 360)
    assert trouble == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    assert opened.locator("#every-price tr").last.evaluate("row => row.offsetHeight") < 1500
    opened.close()


HOSTILE = "=1+1<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\u202e javascript:alert(3) " + "x" * 10_000
FIELDS = ("Woods Brows,Everett,,US,Lip Blush", f"{HOSTILE[:1500]},{HOSTILE[:1500]},{HOSTILE[:1500]},US,Lip Blush")
TOLD = {"price_observation", "provider", "estimate", "review", "regulation", "rejected", "page_outcome"}
CODES = {"country", "currency", "region", "jurisdiction", "run_id", "unit", "figure", "date_precision", "raw_id"}


def free_texts() -> list[tuple[str, str]]:
    """Every column that holds somebody else's text: not an id, a code, or one word of a closed list."""
    return [
        (table.name, column.name)
        for table in tables().values()
        if table.name
        in {"price_observation", "provider", "estimate", "review", "regulation", "rejected", "page_outcome"}
        for column in table.columns
        if column.type == "VARCHAR" and not column.values and column.name not in CODES
        if not column.name.endswith(("_id", "_key")) and column.name not in {"source", "file", "complications"}
    ]


def harmless(opened: Page, trouble: list[str], width: int) -> None:
    """Nothing was run, nothing was asked, and the page is as wide as before."""
    opened.wait_for_timeout(300)
    assert trouble == []
    assert opened.locator("img").count() == 0
    assert opened.locator("main script:not([type='application/json'])").count() == 0
    assert opened.locator("a[href^='javascript']").count() == 0
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_hostile_text_in_every_field_stays_text(
    width: int, browser: Browser, published_once: Path, tmp_path: Path
) -> None:
    database = resized(published_once / "current" / "blushbook.duckdb", tmp_path / "release.duckdb", 60)
    with edited(database) as connection:
        for table, column in free_texts():
            said = "javascript:alert(1)" if column == "url" else HOSTILE
            connection.execute(f"update {table} set {column} = ?", [said])
    write_report(database, tmp_path / "report.html")
    opened, trouble = open_report(browser, tmp_path / "report.html", width)
    harmless(opened, trouble, width)
    assert "{{7*7}}" in opened.locator("#every-price").inner_text()  # no template took it for its own
    saved = opened.locator("a[download]").evaluate_all("links => links.map(link => atob(link.href.split(',')[1]))")
    assert saved
    assert not any(re.search(r"(^|,)[=+@-][^\d,]", line) for text in saved for line in text.splitlines())
    opened.close()


def test_hostile_facts_are_published_as_text(browser: Browser, facts: Path, tmp_path: Path, blushbook: Command) -> None:
    observations, estimates = facts / "observations.csv", facts / "estimates.csv"
    observations.write_text(observations.read_text(encoding="utf-8").replace(*FIELDS), encoding="utf-8")
    estimates.write_text(estimates.read_text(encoding="utf-8").replace("PureWow", HOSTILE[:1500]), encoding="utf-8")
    home = tmp_path / "home"
    assert blushbook("run", "--home", home, "--recorded", facts).returncode == 0
    opened, trouble = open_report(browser, home / "current" / "report.html", 1280)
    harmless(opened, trouble, 1280)
    assert opened.get_by_text("<script>alert(2)</script>", exact=False).count() > 0
    assert "49" not in opened.locator("#every-price").inner_text().split()
    opened.close()
    shutil.rmtree(home)
