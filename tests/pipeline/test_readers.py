"""Readers open, query and close the release again and again while twenty are published: no error, and no mixture."""

import multiprocessing
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pytest

from pipeline.home import Home
from pipeline.publish import remove_old_releases
from tests.conftest import ROOT
from warehouse.query import open_release
from warehouse.release import finish, flip

PUBLISHES = 20
STAMPED = {"about": "value", "claim": "statement", "price_observation": "source", "provider": "name"}
"""Columns that say in every row of their table which release it is of."""


def stamp(folder: Path, number: int) -> None:
    """Make every row of some tables, the exports and the report say which release they are of."""
    with duckdb.connect(str(folder / "blushbook.duckdb")) as database:
        for table, column in STAMPED.items():
            database.execute(f"update {table} set {column} = 'release {number}'")
            database.execute(
                f"copy (select distinct {column} as release from {table}) to '{folder}/exports/{table}.csv'"
            )
    (folder / "report.html").write_text(f"release {number}\n" * 20_000, encoding="utf-8")


def answers_of(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """What several queries in one connection say which release they read."""
    return {
        value
        for table, column in STAMPED.items()
        for [value] in connection.execute(f"select distinct {column} from {table}").fetchall()
    }


def through_blushbook(home: Home) -> set[str]:
    """As `blushbook sql` does."""
    with open_release(home.database) as connection:
        return answers_of(connection)


def through_the_link(home: Home) -> set[str]:
    """As an analyst does."""
    with duckdb.connect(str(home.path / "current" / "blushbook.duckdb"), read_only=True) as connection:
        return answers_of(connection)


def report_through_the_link(home: Home) -> set[str]:
    """As a browser does: one file, opened through the link."""
    return set(home.report.read_text("utf-8").splitlines())


def files_of_a_release(home: Home) -> set[str]:
    """As the recipes say for whoever reads several files: the link is followed once."""
    release = home.current.resolve()
    with duckdb.connect(str(release / "blushbook.duckdb"), read_only=True) as connection:
        told = answers_of(connection)
    told |= {(release / "exports" / f"{table}.csv").read_text("utf-8").splitlines()[1] for table in STAMPED}
    return told | set((release / "report.html").read_text("utf-8").splitlines())


READERS = [through_blushbook, through_the_link, report_through_the_link, files_of_a_release]


def read_on(read: Callable[[Home], set[str]], home: Home, enough: Event, answers: "Queue[set[str] | str]") -> None:
    """In a process of its own: read until it is enough; every answer is handed over."""
    while not enough.is_set():
        try:
            answers.put(read(home))
        except Exception as error:
            answers.put(f"{type(error).__name__}: {error}")


@contextmanager
def reading(home: Home) -> Iterator[list["Queue[set[str] | str]"]]:
    """Readers of every kind, at it for the length of a `with` block; what each answered."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["duckdb"])
    enough = context.Event()
    answers: list[Queue[set[str] | str]] = [context.Queue() for _ in READERS]
    processes = [
        context.Process(target=read_on, args=(read, home, enough, queue))
        for read, queue in zip(READERS, answers, strict=True)
    ]
    for process in processes:
        process.start()
    try:
        yield answers
    finally:
        enough.set()
        for process, queue in zip(processes, answers, strict=True):
            while process.is_alive() or not queue.empty():
                queue.get() if not queue.empty() else time.sleep(0.01)
            process.join()


def publish_again(home: Home, number: int) -> None:
    """What the end of a run does: finish, flip, remove what is old; of a release that is stamped with a number."""
    former = home.current.resolve()
    unfinished = home.releases / f".{number}.unfinished"
    shutil.copytree(former, unfinished)
    stamp(unfinished, number)
    release = home.release(f"2026-12-01T0000{number:02}Z")
    finish(unfinished, release)
    flip(release, home.current)
    remove_old_releases(home, former)


def test_readers_see_one_release_whole_while_twenty_are_published(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the releases as few are kept as can be set: they vanish while readers have them open."""
    monkeypatch.setenv("BLUSHBOOK_KEEP_RELEASES", "1")
    home = Home(published)
    for export in (home.current / "exports").iterdir():
        export.unlink()
    publish_again(home, 0)
    read: list[list[set[str] | str]] = [[] for _ in READERS]
    with reading(home) as answers:
        for number in range(1, PUBLISHES + 1):
            publish_again(home, number)
            # The next one is published when every reader has read since this one: none falls two behind.
            for queue, so_far in zip(answers, read, strict=True):
                while not queue.empty():
                    so_far.append(queue.get())
                so_far.append(queue.get(timeout=120))
        assert len(list(home.releases.iterdir())) == 2
    for kind, so_far in zip(READERS, read, strict=True):
        wrong = [answer for answer in so_far if isinstance(answer, str) or len(answer) != 1]
        assert not wrong, f"{kind.__name__}: {wrong}"
        assert len({frozenset(answer) for answer in so_far}) > PUBLISHES // 2, "the readers slept"


def test_a_release_that_vanishes_before_it_is_opened_is_found_again(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that was held up between following the link and opening the file."""
    home = Home(published)
    connect, found = duckdb.connect, home.current.resolve()

    def held_up(*arguments: object, **named: object) -> duckdb.DuckDBPyConnection:
        monkeypatch.setattr(duckdb, "connect", connect)
        publish_again(home, 1)
        shutil.rmtree(found)
        return connect(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(duckdb, "connect", held_up)
    with open_release(home.database) as connection:
        assert answers_of(connection) == {"release 1"}
    shutil.rmtree(home.current.resolve())
    with pytest.raises(duckdb.IOException):
        open_release(home.database)
