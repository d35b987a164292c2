"""Which run is gone on with: the newest of its task, where it was stopped, and not for ever."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.source import recorded_sources
from pipeline.crawl import sources_to_crawl
from pipeline.home import Home
from pipeline.state import MOST_ATTEMPTS, State

AT = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
TASK, OTHER = "run recorded_prices", "run studios"


@pytest.mark.parametrize(
    ("former", "gone_on_with"),
    [
        ([], None),
        ([("a", TASK, "stopped")], "a"),
        ([("a", TASK, "published")], None),
        ([("a", TASK, "failed")], None),
        ([("a", TASK, "refused")], None),
        ([("a", OTHER, "stopped")], None),
        ([("a", TASK, "stopped"), ("b", OTHER, "published")], "a"),
        ([("a", TASK, "stopped"), ("b", TASK, "published")], None),
        ([("a", TASK, "published"), ("b", TASK, "stopped")], "b"),
        ([("a", TASK, "stopped"), ("b", TASK, "stopped")], "b"),
        ([("a", "", "stopped")], None),
    ],
)
def test_the_run_to_go_on_with_is_the_newest_of_its_task_where_it_was_stopped(
    former: list[tuple[str, str, str]], gone_on_with: str | None, tmp_path: Path
) -> None:
    state = State(Home(tmp_path).state)
    for run_id, task, outcome in former:
        state.begin_run(run_id, AT, task)
        state.end_run(run_id, outcome)
    stopped = state.stopped_run(TASK)
    assert (stopped and stopped.run_id) == gone_on_with


def test_a_run_that_is_stopped_again_and_again_is_given_up(tmp_path: Path) -> None:
    state = State(Home(tmp_path).state)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        state.begin_run("a", AT, TASK)
        state.begin_stage("a", "crawl", AT)
        state.end_stage("a", "crawl", 1.0, {"pages": attempt})
        state.begin_stage("a", "normalize", AT)
        state.end_dead_runs()
        stopped = state.stopped_run(TASK)
        if attempt < MOST_ATTEMPTS:
            assert stopped is not None
            assert (stopped.attempts, stopped.done) == (attempt, {"crawl"})
    assert stopped is None
    state.begin_run("b", AT, TASK)
    state.end_dead_runs()
    again = state.stopped_run(TASK)
    assert again is not None
    assert (again.run_id, again.attempts) == ("b", 1)


@pytest.mark.parametrize(
    ("asked", "crawled"),
    [
        (("recorded_prices", "studios"), ("recorded_prices", "studios")),
        (("studios",), ("studios",)),
        (None, tuple(recorded_sources())),
    ],
)
def test_a_run_that_is_gone_on_with_crawls_all_sources_it_was_asked_for(
    asked: tuple[str, ...] | None, crawled: tuple[str, ...], tmp_path: Path
) -> None:
    """Though it was stopped before it came to any of them."""
    home = Home(tmp_path)
    state = State(home.state)
    state.begin_run("a", AT, TASK)
    if asked:
        state.note_sources("a", asked)
    state.end_dead_runs()
    assert sources_to_crawl(home, "a") == crawled
