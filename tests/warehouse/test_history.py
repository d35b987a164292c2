"""How captures become history: what each read of a page showed, told in a line, and what history makes of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import duckdb
import pytest

from tests.warehouse.database import insert
from warehouse.build import create_tables, derive

FIRST_DAY = datetime(2026, 1, 1)
PAGE = "https://studio.example/prices"

Read = dict[str, int] | str
"""What a day's fetch of the page showed, label by label; or how it failed."""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def remember(connection: duckdb.DuckDBPyConnection, reads: list[Read], versions: list[int] | None = None) -> None:
    """Tell the history of a page that was asked for day by day."""
    create_tables(connection)
    for day, read in enumerate(reads):
        at, version = FIRST_DAY + timedelta(days=day), (versions or [1] * len(reads))[day]
        is_read = isinstance(read, dict)
        insert(
            connection,
            "page_outcome",
            run_id=f"run {day}",
            source="studios",
            url=PAGE,
            page_key=PAGE,
            outcome="ok" if is_read else read,
            items=1,
            fetched_at=at,
            digest=repr(read) if is_read else None,
            extract_version=version,
        )
        for label, amount in read.items() if isinstance(read, dict) else ():
            observe(connection, label, amount, at, f"run {day}", source="studios", version=version)
    derive(connection)


def observe(
    connection: duckdb.DuckDBPyConnection,
    label: str,
    amount: int,
    at: datetime,
    run_id: str,
    source: str,
    version: int = 1,
) -> None:
    insert(
        connection,
        "price_observation",
        observation_id=f"{label} {at:%m-%d}",
        provider_id="studio",
        run_id=run_id,
        price_key=label,
        source=source,
        method="menu text",
        url=PAGE,
        page_key=PAGE,
        service=label,
        procedure="lip_blush",
        kind="initial",
        price_low=amount,
        price_high=amount,
        currency="USD",
        qualifier="fixed",
        captured_at=at,
        extract_version=version,
        rules_version=1,
    )


def intervals(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Each interval in a line: label, amount, its days, and what ended it."""
    return [
        f"{label} {amount:.0f} day {begin}-{'' if end is None else end}{f' {ended_by}' if ended_by else ''} x{captures}"
        for label, amount, begin, end, ended_by, captures in connection.execute(
            """select service, price_low, date_diff('day', ?::timestamp, valid_from),
                      date_diff('day', ?::timestamp, valid_to), ended_by, captures
               from price_history order by price_key, valid_from""",
            [FIRST_DAY, FIRST_DAY],
        ).fetchall()
    ]


def changes(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        f"{label} {change} day {day}{'' if amount is None else f' {amount:+.0f}'}{f' ({why})' if why else ''}"
        for label, change, day, amount, why in connection.execute(
            """select service, change, date_diff('day', ?::timestamp, changed_at), amount_changed, restated_because
               from price_change order by changed_at, price_key""",
            [FIRST_DAY],
        ).fetchall()
    ]


@pytest.mark.parametrize(
    ("reads", "history", "changed"),
    [
        pytest.param([{"lips": 400}], ["lips 400 day 0- x1"], [], id="one capture"),
        pytest.param([{"lips": 400}] * 3, ["lips 400 day 0- x3"], [], id="a price that stands is one interval"),
        pytest.param(
            [{"lips": 400}, {"lips": 450}],
            ["lips 400 day 0-1 change x1", "lips 450 day 1- x1"],
            ["lips raised day 1 +50"],
            id="raised",
        ),
        pytest.param(
            [{"lips": 400}, {"lips": 350}, {"lips": 400}],
            ["lips 400 day 0-1 change x1", "lips 350 day 1-2 change x1", "lips 400 day 2- x1"],
            ["lips lowered day 1 -50", "lips raised day 2 +50"],
            id="lowered and back",
        ),
        pytest.param(
            [{"lips": 400, "liner": 300}, {"liner": 300}],
            ["liner 300 day 0- x2", "lips 400 day 0-1 retirement x1"],
            ["lips retired day 1"],
            id="retired where its page was read without it",
        ),
        pytest.param(
            [{"lips": 400}, {}],
            ["lips 400 day 0-1 retirement x1"],
            ["lips retired day 1"],
            id="a page that was read and shows no price at all",
        ),
        pytest.param(
            [{"lips": 400}, "timeout", "blocked", "gone", "error"],
            ["lips 400 day 0- x1"],
            [],
            id="a page that could not be had says nothing",
        ),
        pytest.param(
            [{"lips": 400}, "timeout", {"lips": 450}],
            ["lips 400 day 0-2 change x1", "lips 450 day 2- x1"],
            ["lips raised day 2 +50"],
            id="changed while the page could not be had",
        ),
        pytest.param(
            [{"lips": 400}, {"liner": 300}, {"lips": 400}],
            ["liner 300 day 1-2 retirement x1", "lips 400 day 0-1 retirement x1", "lips 400 day 2- x1"],
            ["liner appeared day 1", "lips retired day 1", "liner retired day 2", "lips appeared day 2"],
            id="gone and back at the same price",
        ),
        pytest.param(
            ["timeout", {"lips": 400}], ["lips 400 day 1- x1"], [], id="the first good read of a page brings no change"
        ),
    ],
)
def test_history(
    connection: duckdb.DuckDBPyConnection, reads: list[Read], history: list[str], changed: list[str]
) -> None:
    remember(connection, reads)
    assert intervals(connection) == history
    assert changes(connection) == changed


@pytest.mark.parametrize(
    ("reads", "changed"),
    [
        ([{"lips": 40}, {"lips": 400}], ["lips raised day 1 +360 (extract rules)"]),
        ([{"lips": 400}, {"lips": 400, "liner": 300}], ["liner appeared day 1 (extract rules)"]),
        ([{"lips": 400, "10 am": 10}, {"lips": 400}], ["10 am retired day 1 (extract rules)"]),
    ],
)
def test_what_other_rules_read_is_a_restatement(
    connection: duckdb.DuckDBPyConnection, reads: list[Read], changed: list[str]
) -> None:
    remember(connection, reads, versions=[1, 2])
    assert changes(connection) == changed


def test_another_reading_of_the_same_bytes_is_a_restatement(connection: duckdb.DuckDBPyConnection) -> None:
    create_tables(connection)
    for day, amount in enumerate((40, 400)):
        at = FIRST_DAY + timedelta(days=day)
        outcome = {
            "run_id": f"run {day}",
            "source": "studios",
            "url": PAGE,
            "page_key": PAGE,
            "outcome": "unchanged",
            "items": 1,
        }
        insert(connection, "page_outcome", **outcome, fetched_at=at, digest="the same", extract_version=1)
        observe(connection, "lips", amount, at, f"run {day}", source="studios")
    derive(connection)
    assert changes(connection) == ["lips raised day 1 +360 (same bytes)"]


def test_captures_of_archives_reach_further_back_than_our_own(connection: duckdb.DuckDBPyConnection) -> None:
    """Loaded last, under another spelling of the address, they come before what we read: one price, one history."""
    create_tables(connection)
    captures = [
        ("studios", 6, 500),
        ("studios", 8, 500),
        ("archive", 0, 400),
        ("archive", 2, 500),
        ("archive", 4, None),
    ]
    for number, (source, day, amount) in enumerate(captures):
        at = FIRST_DAY + timedelta(days=day)
        page = {"url": PAGE if source == "studios" else PAGE.replace("https", "http"), "page_key": PAGE}
        outcome = {"run_id": f"run {number}", "source": source, "outcome": "ok", "items": 1, "extract_version": 1}
        insert(connection, "page_outcome", **outcome, **page, fetched_at=at, digest=f"{number}")
        if amount is not None:
            observe(connection, "lips", amount, at, f"run {number}", source=source)
    derive(connection)
    assert intervals(connection) == [
        "lips 400 day 0-2 change x1",
        "lips 500 day 2-4 retirement x1",
        "lips 500 day 6- x2",
    ]
    assert changes(connection) == ["lips raised day 2 +100", "lips retired day 4", "lips appeared day 6"]


def test_recorded_facts_follow_each_other_by_their_dates_and_are_never_retired(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    create_tables(connection)
    for day, amount in enumerate((400, 450)):
        observe(connection, "lips", amount, FIRST_DAY + timedelta(days=day), "run", source="recorded_prices")
    derive(connection)
    assert intervals(connection) == ["lips 400 day 0-1 change x1", "lips 450 day 1- x1"]
