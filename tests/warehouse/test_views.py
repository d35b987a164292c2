"""What the views answer: groups, prices per year, and where a number comes from."""

import duckdb
import pytest

GROUPS = [
    # view, its columns beside n, median_usd, lowest_usd and highest_usd, the rows it counts
    ("price_by_country", ["country"], "lip_price"),
    ("price_by_region", ["country", "region"], "lip_price"),
    ("price_by_city", ["country", "region", "city"], "lip_price"),
    ("price_by_qualifier", ["qualifier"], "lip_price"),
    (
        "price_by_procedure",
        ["procedure"],
        "(select distinct on (provider_id, procedure) * from first_visit where place_in_provider is not null"
        " order by place_in_provider)",
    ),
]


@pytest.mark.parametrize(("view", "columns", "counted"), GROUPS, ids=[view for view, _, _ in GROUPS])
def test_groups_are_counted_whole_and_averaged_from_five_on(
    view: str, columns: list[str], counted: str, release: duckdb.DuckDBPyConnection
) -> None:
    by = ", ".join(columns)
    shown = release.execute(f"select {by}, n, median_usd, lowest_usd, highest_usd from {view} order by all").fetchall()
    expected = release.execute(
        f"""select {by}, count(*) as n, case when n >= 5 then round(median(price_usd), 2)::decimal(12, 2) end,
                   min(price_usd), max(price_usd)
            from {counted} group by {by} order by all"""
    ).fetchall()
    assert shown == expected
    assert {median is None for *_, n, median, _, _ in shown if n < 5} <= {True}


def test_lip_blush_by_procedure_is_lip_blush_among_the_comparable_prices(release: duckdb.DuckDBPyConnection) -> None:
    by_procedure = "select n, median_usd from price_by_procedure where procedure = 'lip_blush'"
    comparable = "select count(*), median(price_usd)::decimal(12, 2) from lip_price where procedure = 'lip_blush'"
    assert release.execute(by_procedure).fetchall() == release.execute(comparable).fetchall()


@pytest.mark.parametrize(
    ("provider", "all_in", "months", "per_year", "because"),
    [
        ("Tracie Giles", 797.23, 24, 398.62, None),
        ("FSOBX", 668.6, 42, 191.03, None),  # 3 to 4 years
        ("Fresh Faced by Kim", 600, None, None, "does not say how long the result lasts"),
        ("Ashley M Brows", None, 36, None, "does not say whether the touch-up is included"),
    ],
)
def test_a_price_per_year_or_what_is_missing_for_it(
    provider: str,
    all_in: float | None,
    months: float | None,
    per_year: float | None,
    because: str | None,
    release: duckdb.DuckDBPyConnection,
) -> None:
    found = release.execute(
        """select all_in_usd::double, months_lasting::double, per_year_usd::double, missing_because
           from price_per_year where provider = ?""",
        [provider],
    ).fetchall()
    assert found == [(all_in, months, per_year, because)]


def test_every_price_has_a_price_per_year_or_a_reason(release: duckdb.DuckDBPyConnection) -> None:
    query = "select count_if((per_year_usd is null) = (missing_because is null)), count(*) from price_per_year"
    comparable = release.execute("select count(*) from lip_price").fetchall()[0][0]
    assert release.execute(query).fetchall() == [(0, comparable)]


def test_the_way_of_a_number_can_be_worked_out_again(release: duckdb.DuckDBPyConnection) -> None:
    """Amount as stated, times the rate, is the number; times the factor, it is the number in the article's dollars."""
    wrong = release.execute(
        """select provider from provenance
           where abs(
                   (coalesce(price_low, price_high) + coalesce(price_high, price_low)) / 2 * usd_rate - price_usd
                 ) > 0.006
              or abs(price_usd * article_factor - price_usd_article) > 0.01
              or (currency = 'USD') <> (usd_rate_date is null)"""
    ).fetchall()
    assert wrong == []


def test_every_number_says_its_page_how_it_was_read_and_by_which_rules(release: duckdb.DuckDBPyConnection) -> None:
    told = ("url", "method", "rules_version", "observed_at", "date_basis", "usd_rate", "usd_rate_source", "cpi_month")
    counts = release.execute(
        f"select count(*), {', '.join(f'count({name})' for name in told)} from provenance"
    ).fetchall()
    comparable = release.execute("select count(*) from lip_price").fetchall()[0][0]
    assert set(counts[0]) == {comparable}
