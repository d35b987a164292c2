"""A state file of any age is brought up to date in place, step by step; one of a newer version is left alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.migration import NewerStateError, Step, migrate
from crawler.page_memory import PageMemory
from crawler.worklist import WorkList, open_state
from pipeline.home import Home
from pipeline.state import State
from tests.conftest import Command

STEPS: list[Step] = [
    ["create table page (url text)", "insert into page values ('first')"],
    ["alter table page add column age integer not null default 7"],
    ["create table site (name text)", "insert into site select url from page"],
]
BROKEN: Step = ["create table shelf (name text)", "insert into no_such_table values (1)"]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def applied(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    return connection.execute("select owner, step from migration order by owner, step").fetchall()


@pytest.mark.parametrize("had", [0, 1, 2, 3])
def test_a_file_of_any_age_gets_the_steps_it_lacks_and_keeps_its_rows(had: int, connection: sqlite3.Connection) -> None:
    migrate(connection, "pages", STEPS[:had])
    if had:
        connection.execute("insert into page (url) values ('second')")
    migrate(connection, "pages", STEPS)
    assert applied(connection) == [("pages", 1), ("pages", 2), ("pages", 3)]
    expected = [("first", 7), ("second", 7)] if had else [("first", 7)]
    assert connection.execute("select url, age from page").fetchall() == expected
    sites = [("first",), ("second",)] if had in {1, 2} else [("first",)]
    assert connection.execute("select name from site").fetchall() == sites


def test_a_step_is_applied_once(connection: sqlite3.Connection) -> None:
    for _ in range(3):
        migrate(connection, "pages", STEPS)
    assert connection.execute("select count(*) from page").fetchone() == (1,)


def test_owners_have_their_own_steps(connection: sqlite3.Connection) -> None:
    migrate(connection, "pages", STEPS[:1])
    migrate(connection, "shelves", [["create table shelf (name text)"]])
    assert applied(connection) == [("pages", 1), ("shelves", 1)]


@pytest.mark.parametrize("had", [0, 1, 3])
def test_a_step_that_fails_leaves_nothing_half_done(had: int, connection: sqlite3.Connection) -> None:
    migrate(connection, "pages", STEPS[:had])
    before = "\n".join(connection.iterdump())
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        migrate(connection, "pages", [*STEPS, BROKEN])
    assert "\n".join(connection.iterdump()) == before
    assert not connection.in_transaction
    migrate(connection, "pages", STEPS)
    assert len(applied(connection)) == 3


def test_a_newer_file_is_refused_and_stays_as_it_is(connection: sqlite3.Connection) -> None:
    migrate(connection, "pages", STEPS)
    before = "\n".join(connection.iterdump())
    with pytest.raises(NewerStateError, match=r"pages: step 3, 1 known\): update Blush Book"):
        migrate(connection, "pages", STEPS[:1])
    assert "\n".join(connection.iterdump()) == before


def of_the_first_version(path: Path) -> None:
    """The state file as the first version left it: it knew of no migrations."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("""
            create table run (run_id text primary key, started_at text not null, outcome text not null, message text);
            create table stage (
                run_id text not null references run, stage text not null, started_at text not null, seconds real,
                counts text not null default '{}', primary key (run_id, stage)
            );
            insert into run values ('2026-11-15T193000Z', '2026-11-15T19:30:00+00:00', 'running', null);
            insert into stage values ('2026-11-15T193000Z', 'crawl', '2026-11-15T19:30:00+00:00', 2.5, '{"pages": 3}');
        """)


def test_the_file_of_the_first_version_is_brought_up_to_date_in_place(tmp_path: Path) -> None:
    path = Home(tmp_path).state
    of_the_first_version(path)
    for _ in range(2):
        [run] = State(path).runs()
        assert (run.run_id, run.outcome, run.task, run.attempts) == ("2026-11-15T193000Z", "running", "", 1)
        assert [(stage.stage, stage.seconds, stage.counts) for stage in run.stages] == [("crawl", 2.5, {"pages": 3})]
    with closing(open_state(path)) as connection:
        WorkList(connection, run.run_id, "studios")
        PageMemory(connection)
        assert {owner for owner, _ in applied(connection)} == {"page memory", "runs", "work list"}


def of_a_newer_version(path: Path, owner: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("insert into migration (owner, step) values (?, ?)", [(owner, n) for n in (98, 99)])


@pytest.mark.parametrize("command", [["run"], ["crawl"], ["publish"], ["normalize"], ["runs"], ["rebuild"]])
def test_a_command_refuses_the_file_of_a_newer_version_with_what_to_do(
    command: list[str], tmp_path: Path, blushbook: Command
) -> None:
    home = Home(tmp_path)
    State(home.state)
    of_a_newer_version(home.state, "runs")
    done = blushbook(*command, "--home", home.path)
    [told] = done.stderr.splitlines()
    assert done.returncode == 1
    assert told.startswith(f"blushbook: {home.state}: the state file is of a newer version (runs: step ")
    assert told.endswith("update Blush Book")
    assert done.stdout == ""


def test_a_crawl_refuses_the_work_list_of_a_newer_version(tmp_path: Path, blushbook: Command) -> None:
    home = Home(tmp_path)
    with closing(open_state(home.state)) as connection:
        WorkList(connection, "2026-11-15T193000Z", "studios")
    of_a_newer_version(home.state, "work list")
    home.raw("2026-11-15T193000Z").mkdir(parents=True)
    site = ("--seed", "http://127.0.0.1:9/", "--allow-private")
    for arguments in (["studios", *site], ["--run", "2026-11-15T193000Z"]):
        done = blushbook("crawl", *arguments, "--home", home.path)
        assert done.returncode == 1
        assert "newer version (work list: step " in done.stderr.splitlines()[-1]
        assert "update Blush Book" in done.stderr.splitlines()[-1]
        assert "fault of Blush Book" not in done.stderr
