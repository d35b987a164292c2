"""The sections on accounts and ratings, on tables of our own: few are listed, many are drawn, and nothing breaks."""

import shutil
from pathlib import Path

import duckdb
import lxml.html
import pytest

from reports.report import write_report
from tests.reports.conftest import figures_of, numbers
from tests.warehouse.edited import edited


def drawn(database: Path, target: Path) -> lxml.html.HtmlElement:
    write_report(database, target)
    return lxml.html.parse(str(target)).getroot()


@pytest.fixture
def copy(published_once: Path, tmp_path: Path) -> Path:
    database = tmp_path / "release.duckdb"
    shutil.copyfile((published_once / "current" / "blushbook.duckdb").resolve(), database)
    return database


def keep_accounts(connection: duckdb.DuckDBPyConnection, condition: str) -> None:
    connection.execute(f"delete from review where not coalesce({condition}, false)")
    for table in ("review_place", "review_finding"):
        connection.execute(f"delete from {table} where review_id not in (select review_id from review)")


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("false", "No account of a client is known yet."),
        ("author_kind = 'artist'", "No account of a client is known yet."),
        ("complications like '%wrong_color%'", "Fewer than five tell how it went"),
        ("is_worth_it and complications is null", "That it was worth it say"),
    ],
)
def test_few_accounts_are_told_and_not_drawn(condition: str, told: str, copy: Path, tmp_path: Path) -> None:
    with edited(copy) as connection:
        keep_accounts(connection, condition)
    page = drawn(copy, tmp_path / "report.html")
    [section] = page.xpath("//section[@id='accounts']")
    assert told in section.text_content()
    assert "complications" not in figures_of(page)


def test_many_accounts_are_drawn_as_they_are_counted(copy: Path, tmp_path: Path) -> None:
    with edited(copy) as connection:
        for table in ("review", "review_place", "review_finding"):
            connection.execute(
                f"""insert into {table}
                    select told.* replace (told.review_id || '-' || n as review_id)
                    from (from {table}) as told, range(1, 300) as again(n)"""
            )
        shares = dict(connection.execute("from (select n, share from complication_share where n > 0)").fetchall())
    page = drawn(copy, tmp_path / "report.html")
    dots = [trace for trace in figures_of(page)["complications"] if trace["mode"] == "markers"]
    assert sorted({round(numbers(dot["x"])[0], 2) for dot in dots}) == sorted(
        round(100 * share, 2) for share in shares.values()
    )
    assert (
        "300 clients’ accounts tell of typically 12 months" in page.xpath("//h3[@id='lasting-title']")[0].text_content()
    )
    assert len(page.xpath("//figure[@aria-labelledby='lasting-title']//tbody/tr")) < 10
    assert "all" in page.xpath("//section[@id='accounts']//details/p")[0].text_content()
    assert (tmp_path / "report.html").stat().st_size < 6_000_000


@pytest.mark.parametrize(("rated", "is_drawn"), [(4, False), (5, True), (40, True)])
def test_price_against_rating_is_drawn_from_five_on(rated: int, is_drawn: bool, copy: Path, tmp_path: Path) -> None:
    with edited(copy) as connection:
        connection.execute("delete from rating")
        connection.execute(
            """insert into rating by name
               select provider_id as rating_id, provider_id, 'page' as basis, 'fetched' as date_basis,
                   3 + (row_number() over (order by provider_id)) % 9 / 4.5 as rating_of_5, 10 as review_count,
                   date '2026-01-01' as observed_at
               from lip_price order by provider_id limit ?""",
            [rated],
        )
        pairs = connection.execute("select price_usd::double, shrunk_rating from price_and_rating").fetchall()
    page = drawn(copy, tmp_path / "report.html")
    assert len(pairs) == rated
    assert ("ratings" in figures_of(page)) == is_drawn
    if is_drawn:
        [points] = figures_of(page)["ratings"]
        assert sorted(zip(numbers(points["x"]), numbers(points["y"]), strict=True)) == sorted(pairs)
    else:
        assert "too few to tell" in page.xpath("//section[@id='ratings']")[0].text_content()
