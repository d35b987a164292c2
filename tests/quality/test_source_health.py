"""When a source speaks up: tables of cases, on small tables of our own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import duckdb
import pytest

from crawler.items import PageOutcome
from crawler.source import live_sources
from pipeline.health import health_measure_table
from warehouse.schema_files import tables, views

NEWEST = "2026-11-22T193000Z"
STARTED_AT = datetime(2026, 11, 22, 19, 30)


@pytest.fixture
def small() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables and the views that compare sources, with the rules and the newest run in them."""
    with duckdb.connect() as connection:
        for name in ("about", "run", "page_outcome", "source_health", "health_measure"):
            columns = ", ".join(f"{column.name} {column.type}" for column in tables()[name].columns)
            connection.execute(f"create table {name} ({columns})")
        rules = health_measure_table()
        connection.register("rules", rules)
        connection.execute("insert into health_measure by name from rules")
        connection.execute("insert into about values ('run_id', ?)", [NEWEST])
        for name in ("source_health_band", "source_alert"):
            connection.execute(f"create view {name} as {views()[name].sql}")
        yield connection


def run_ids(connection: duckdb.DuckDBPyConnection, former: int) -> list[str]:
    """Note so many former runs, one a week, the oldest first, and the newest; return their ids."""
    ids = [f"former {number}" for number in range(former)] + [NEWEST]
    for age, run_id in enumerate(reversed(ids)):
        connection.execute(
            "insert into run values (?, ?, 's', 1, 0, 1, '1')", [run_id, STARTED_AT - timedelta(weeks=age)]
        )
    return ids


def alert(connection: duckdb.DuckDBPyConnection, measure: str, values: Sequence[float], sample: int | None) -> object:
    """What speaks up when a measure had these values, the newest run's last."""
    for run_id, value in zip(run_ids(connection, len(values) - 1), values, strict=True):
        connection.execute(
            "insert into source_health values (?, 'somewhere', ?, ?, ?, true)", [run_id, measure, value, sample]
        )
    [(found,)] = connection.execute("select alert from source_health_band").fetchall()
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0], None, id="a first run has no history"),
        pytest.param([40, 0], "nothing", id="nothing speaks up after one run"),
        pytest.param([40, 0, 0, 0, 0], "nothing", id="and goes on while a former run had something"),
        pytest.param([0, 0, 0, 0], None, id="what never yielded anything is as usual"),
        pytest.param([40, 20], "half", id="half speaks up after one run"),
        pytest.param([40, 21], None, id="more than half does not, without a band"),
        pytest.param([2, 1], None, id="half of two is one item less"),
        pytest.param([40, 40, 40, 39], None, id="one item less, of a source that never moved"),
        pytest.param([40, 40, 40, 36], None, id="a tenth less"),
        pytest.param([40, 40, 40, 35], "below", id="more than a tenth less"),
        pytest.param([5, 5, 5, 3], None, id="two items are the floor"),
        pytest.param([240, 240, 240, 400], None, id="facts are added: more is no warning"),
        pytest.param([30, 40, 50, 35, 45, 28], None, id="a source that always moved may move"),
        pytest.param([30, 40, 50, 35, 45, 17], "half", id="but not to less than half"),
        pytest.param([100, 110, 90, 105, 95, 70], "below", id="three spreads are 22 here"),
        pytest.param([100, 110, 90, 105, 95, 80], None, id="within three spreads"),
        pytest.param([1000, 40, 40, 40, 40, 39], None, id="one odd run moves neither median nor spread"),
        pytest.param([*[100] * 9, *[40] * 12, 40], None, id="only the last 12 runs count"),
    ],
)
def test_counts(values: Sequence[float], expected: str | None, small: duckdb.DuckDBPyConnection) -> None:
    assert alert(small, "rows_kept", values, None) == expected


@pytest.mark.parametrize(
    ("measure", "values", "sample", "expected"),
    [
        pytest.param("filled_country", [0.9, 0.0], 100, "nothing", id="a field is gone"),
        pytest.param("filled_country", [0.9, 0.4], 100, "half", id="a field is half gone"),
        pytest.param("filled_rating", [0.05, 0.0], 100, None, id="a field that is hardly ever filled"),
        pytest.param("filled_country", [0.9, 0.9, 0.9, 0.82], 100, None, id="a tenth is the floor of a share"),
        pytest.param("filled_country", [0.9, 0.9, 0.9, 0.75], 100, "below", id="below it"),
        pytest.param("filled_country", [0.5, 0.5, 0.5, 0.9], 100, None, id="filled better"),
        pytest.param("filled_country", [0.9, 0.0], 5, "nothing", id="a small source is compared with its like"),
        pytest.param("rejected_share", [0.0, 0.0, 0.0, 0.3], 100, "above", id="much is rejected"),
        pytest.param("rejected_share", [0.3, 0.3, 0.3, 0.0], 100, None, id="nothing is rejected any more"),
        pytest.param("items_per_page", [8.0, 8.2, 7.9, 3.0], 100, "half", id="pages say half of what they said"),
        pytest.param("items_per_page", [8.0, 8.2, 7.9, 16.0], 100, "above", id="pages say twice as much: junk?"),
        pytest.param("items_per_page", [8.0, 8.2, 7.9, 9.5], 100, None, id="a quarter is the floor"),
    ],
)
def test_shares_and_ratios(
    measure: str, values: Sequence[float], sample: int, expected: str | None, small: duckdb.DuckDBPyConnection
) -> None:
    assert alert(small, measure, values, sample) == expected


def test_a_run_that_asked_few_pages_is_not_compared_with_one_that_asked_many(small: duckdb.DuckDBPyConnection) -> None:
    before, now = run_ids(small, 1)
    for run_id, value, pages in ((before, 8.0, 200), (now, 0.5, 4)):
        small.execute(
            "insert into source_health values (?, 'studios', 'items_per_page', ?, ?, true)", [run_id, value, pages]
        )
    assert small.execute("select is_enough, alert from source_health_band").fetchall() == [(False, None)]


def ask(connection: duckdb.DuckDBPyConnection, run_id: str, weeks_ago: int, outcomes: Mapping[str, str]) -> None:
    for page, outcome in outcomes.items():
        connection.execute(
            "insert into page_outcome by name select ? as run_id, 'studios' as source, ? as url, ? as outcome,"
            " 1 as items, ? as fetched_at, 1 as extract_version",
            [run_id, page, outcome, STARTED_AT - timedelta(weeks=weeks_ago)],
        )


ALL = "abcdefghijkl"
WELL = dict.fromkeys(ALL, "ok")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(WELL, WELL, [], id="all as before"),
        pytest.param(WELL, dict.fromkeys(ALL, "unchanged"), [], id="unchanged is read"),
        pytest.param({}, dict.fromkeys(ALL, "blocked"), [], id="pages never read are no loss"),
        pytest.param(
            dict.fromkeys(ALL, "gone"), dict.fromkeys(ALL, "gone"), [], id="dead pages that are tried again are no news"
        ),
        pytest.param(WELL, dict.fromkeys("abcdef", "ok"), [], id="the others were not due"),
        pytest.param(WELL, dict.fromkeys("ab", "gone"), [], id="two of many pages, which were all that was due"),
        pytest.param(
            WELL, dict.fromkeys("abcde", "blocked"), [("known_pages_read", "nothing")], id="who refuses is left alone"
        ),
        pytest.param(
            WELL,
            dict.fromkeys("abcdefg", "timeout") | {"h": "ok"},
            [("known_pages_read", "half"), ("standing_pages", "half")],
            id="most pages are lost",
        ),
        pytest.param(
            WELL,
            dict.fromkeys(ALL, "error"),
            [("known_pages_read", "nothing"), ("standing_pages", "nothing")],
            id="all is lost",
        ),
    ],
)
def test_pages_of_live_sites_are_compared_with_themselves(
    before: dict[str, str], now: dict[str, str], expected: list[tuple[str, str]], small: duckdb.DuckDBPyConnection
) -> None:
    former, newest = run_ids(small, 1)
    ask(small, former, 1, before)
    ask(small, newest, 0, now)
    assert sorted(small.execute("select measure, alert from source_alert").fetchall()) == expected


def test_a_source_that_the_run_did_not_crawl_is_not_compared(small: duckdb.DuckDBPyConnection) -> None:
    former, _ = run_ids(small, 1)
    ask(small, former, 1, dict.fromkeys(ALL, "blocked"))
    small.execute("insert into source_health values (?, 'studios', 'rejected_share', 0.1, 100, true)", [former])
    assert small.execute("from source_health_band").fetchall() == []


def test_an_alert_is_told_in_words(small: duckdb.DuckDBPyConnection) -> None:
    alert(small, "filled_country", [0.9, 0.9, 0.9, 0.71], 100)
    [(told,)] = small.execute("select told from source_alert").fetchall()
    assert told == "somewhere: rows with country: 71 % of 100, usually 90 % (below its band of 80 % to 100 %)"


def test_every_measure_has_its_meaning_and_live_counts_are_not_compared(release: duckdb.DuckDBPyConnection) -> None:
    measures = set(health_measure_table()["measure"])
    assert {f"ended_{outcome}" for outcome in PageOutcome.OUTCOMES} < measures
    used = {name for (name,) in release.execute("select distinct measure from source_health").fetchall()}
    assert used < measures
    assert live_sources()
    compared = release.execute("select distinct measure from source_health where is_compared").fetchall()
    assert {("raw_items",), ("rows_kept",), ("rejected_share",), ("filled_currency",)} <= set(compared)
    assert not {("pages",), ("items_per_page",), ("ended_ok",)} & set(compared)


def test_the_numbers_are_those_of_the_tables(release: duckdb.DuckDBPyConnection) -> None:
    for measure, counted in {
        "rows_kept": "select count(*) from price_observation",
        "raw_items": "select items from page_outcome where source = 'recorded_prices'",
        "filled_country": "select avg((country is not null)::int) from price_observation",
    }.items():
        measured = "select value from source_health where source = 'recorded_prices' and measure = ?"
        assert release.execute(measured, [measure]).fetchall() == release.execute(counted).fetchall(), measure
