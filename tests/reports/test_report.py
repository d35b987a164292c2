"""The report: every number in it is the one that pandas recomputes from the exported CSV."""

import json
import re
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import lxml.html
import numpy as np
import pandas as pd

from reports.report import write_report
from tests.reports.conftest import Read, figures_of, numbers

LOW, HIGH = 321, 2500
RECOMPUTED = sorted(path.stem for path in (Path(__file__).parent / "recomputed").glob("*.py"))


def recomputed(read: Read) -> dict[str, float]:
    """Every figure that the report may show, from the exported tables and without any query of ours."""
    return {
        name: value
        for module in RECOMPUTED
        for name, value in import_module(f"tests.reports.recomputed.{module}").recomputed(read).items()
    }


def test_every_number_is_the_recomputed_one(page: lxml.html.HtmlElement, read: Read) -> None:
    figures = recomputed(read)
    shown = page.xpath("//data")
    assert len(shown) > 100
    differences = [
        (name, element.get("value"), figures.get(name))
        for element in shown
        for name in [element.get("data-figure")]
        if name not in figures or not np.isclose(float(element.get("value")), figures[name], atol=0.005)
    ]
    assert differences == []


def test_what_is_written_is_the_exact_number_rounded(page: lxml.html.HtmlElement) -> None:
    for element in page.xpath("//data"):
        text, exact = element.text_content(), float(element.get("value"))
        written = float(text.replace("$", "").replace(",", "").removesuffix(" %"))
        assert abs(written - (100 * exact if text.endswith("%") else exact)) <= 0.5


def test_no_finding_and_no_description_of_a_chart_has_a_number_of_its_own(
    page: lxml.html.HtmlElement, read: Read
) -> None:
    """What stands in titles and in what is read aloud is one of the recomputed numbers, rounded as they are."""
    known = {int(value + 0.5) for value in recomputed(read).values() if not pd.isna(value)} | {LOW, HIGH}
    for figure in page.xpath("//figure"):
        for text in (figure.xpath("h3")[0].text_content(), figure.xpath(".//@aria-label")[0]):
            words = re.sub(r"95 of 100|under \$[\d,]+", "", text)
            assert {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)} <= known, text


def test_no_number_in_the_answer_is_without_its_name(page: lxml.html.HtmlElement) -> None:
    """Prose outside <data> holds no dollars and no counts, but for the wholes of shares."""
    answer = deepcopy(page.xpath("//p[@class='answer']")[0])
    for element in answer.xpath(".//data"):
        element.text = ""
    left = re.sub(r" of \d+ (US prices|cost)", "", answer.text_content())
    assert not re.search(r"\d", left)


def test_the_distribution_is_drawn_from_the_prices(page: lxml.html.HtmlElement, prices: pd.DataFrame) -> None:
    [bars] = figures_of(page)["distribution"]
    middles, counts = numbers(bars["x"]), numbers(bars["y"])
    us = prices.loc[prices["country"] == "US", "price_usd"]
    assert counts == [us.between(middle - 50, middle + 50, inclusive="left").sum() for middle in middles]
    assert sum(counts) == len(us)


def test_the_article_s_average_is_marked_in_both_kinds_of_dollars(page: lxml.html.HtmlElement) -> None:
    script = page.xpath("//script[@id='chart-averages-data']")[0]
    [line] = [shape for shape in json.loads(script.text)["layout"]["shapes"] if shape["type"] == "line"]
    assert (line["x0"], line["x1"], line["yref"], line["y0"], line["y1"]) == (LOW, LOW, "paper", 0, 1)


def test_every_price_is_a_point(page: lxml.html.HtmlElement, prices: pd.DataFrame) -> None:
    [points] = figures_of(page)["countries"]
    assert sorted(numbers(points["x"])) == sorted(prices["price_usd"])


def ends(row: Any) -> list[float]:
    return [float(end) for end in (row.low_usd, row.high_usd) if not np.isnan(end)]


def test_the_figures_that_most_publish_are_drawn_from_end_to_end(page: lxml.html.HtmlElement, read: Read) -> None:
    figures = read("published_figure")
    comparable = figures[figures["is_about_us"] & (figures["low_usd"].notna() | figures["high_usd"].notna())]
    order = ["low_usd", "high_usd", "figure"]
    by_low_end = comparable.assign(low_usd=comparable["low_usd"].fillna(0), high_usd=comparable["high_usd"].fillna(1e9))
    most = by_low_end.sort_values(["publisher_count", *order], ascending=[False, True, True, True]).head(20)
    expected = [ends(row) for row in comparable.loc[most.sort_values(order).index].itertuples()]
    drawn = figures_of(page)["estimates"]
    assert [numbers(trace["x"]) for trace in drawn] == expected
    assert len(drawn) == 20
    is_hollow = [trace["marker"]["symbol"].endswith("-open") for trace in drawn]
    assert is_hollow == comparable.loc[most.sort_values(order).index, "is_machine_written"].to_list()


def title_numbers(page: lxml.html.HtmlElement, chart: str) -> list[float]:
    [title] = page.xpath(f"//h3[@id='{chart}-title']")
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", title.text_content())]


def test_the_findings_in_the_titles_are_the_recomputed_ones(
    page: lxml.html.HtmlElement, prices: pd.DataFrame, read: Read
) -> None:
    us = prices.loc[prices["country"] == "US", "price_usd"]
    below, inside, above = (us < LOW).sum(), us.between(LOW, HIGH).sum(), (us > HIGH).sum()
    assert title_numbers(page, "distribution") == [len(us), below, LOW, inside, HIGH, *([above] if above else [])]
    assert title_numbers(page, "countries") == [len(prices), prices["country"].nunique(), len(us)]

    figures = read("published_figure")
    judged = figures[
        (figures["statistic"] == "range")
        & figures["low_usd"].notna()
        & figures["is_about_us"]
        & ~figures["is_machine_written"]
    ]
    holding = (judged["low_usd"] <= us.median()) & (us.median() <= judged["high_usd"])
    assert title_numbers(page, "estimates") == [holding.sum(), len(judged)]


def table_of(page: lxml.html.HtmlElement, chart: str) -> list[list[str]]:
    """The cells of the table that stands for a chart."""
    rows = page.xpath(f"//figure[@aria-labelledby='{chart}-title']//tbody/tr")
    return [[cell.text_content() for cell in row.xpath("td")] for row in rows]


def test_the_tables_of_the_charts_are_the_recomputed_ones(page: lxml.html.HtmlElement, prices: pd.DataFrame) -> None:
    us = prices.loc[prices["country"] == "US", "price_usd"]
    for label, shown in table_of(page, "distribution"):
        low, high = (float(number) for number in re.findall(r"\d+", label.replace(",", "")))
        assert int(shown) == us.between(low, high, inclusive="left").sum()

    countries = {row[0]: row[1:] for row in table_of(page, "countries")}
    assert set(countries) == set(prices["country_name"])
    for name, rows in prices.groupby("country_name"):
        count, median, lowest, highest = countries[str(name)]
        assert int(count) == len(rows)
        for written, number in ((lowest, rows["price_usd"].min()), (highest, rows["price_usd"].max())):
            assert abs(float(written.replace("$", "").replace(",", "")) - number) <= 0.5
        assert (median == "under five") == (len(rows) < 5)


def test_every_price_stands_as_its_page_states_it(page: lxml.html.HtmlElement, prices: pd.DataFrame) -> None:
    stated = {
        (row.xpath("th/a/@href")[0], row.xpath("td")[1].text_content())
        for row in page.xpath("//table[@id='every-price']/tbody/tr")
    }
    for row in prices.itertuples():
        low, high = f"{row.price_low:,.0f}", f"{row.price_high:,.0f}"
        written = {"fixed": low, "from": f"from {low}", "up_to": f"up to {high}", "range": f"{low}–{high}"}[
            row.qualifier
        ]
        assert (row.url, f"{written} {row.currency}") in stated


def test_every_comparable_price_links_to_its_page(page: lxml.html.HtmlElement, prices: pd.DataFrame) -> None:
    links = page.xpath("//table[@id='every-price']//th/a/@href")
    assert sorted(links) == sorted(prices["url"])


def test_it_is_drawn_while_this_process_has_the_release_open(published_once: Path, tmp_path: Path) -> None:
    with duckdb.connect(str((published_once / "current" / "blushbook.duckdb").resolve()), read_only=True) as reader:
        write_report(published_once / "current" / "blushbook.duckdb", tmp_path / "report.html")
        assert reader.execute("select count(*) > 0 from lip_price").fetchall() == [(True,)]
    assert (tmp_path / "report.html").stat().st_size > 0
