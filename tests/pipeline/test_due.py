"""When a schedule that asks often has a run to make: once the newest release is old enough."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.due import is_due
from pipeline.home import Home
from tests.conftest import Command

MONDAY = "2026-11-23T051700Z"
AN_EARLIER_ONE = "2026-11-16T051700Z"
SECOND_WITHIN_THE_SECOND = "2026-11-23T051700Z-2"
UNFINISHED = ".2026-11-23T051700Z.unfinished"


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("releases", "now", "due"),
    [
        ([], at(11, 23, 5, 17), True),
        ([MONDAY], at(11, 24, 5, 17), False),
        ([MONDAY], at(11, 29, 5, 47), False),  # Sunday, at the latest that the timer's random delay allows
        ([MONDAY], at(11, 30, 5, 17), True),
        ([MONDAY], at(11, 30, 4, 17), True),  # an hour went with the clocks
        ([MONDAY], at(12, 24, 5, 17), True),  # the machine was off
        ([MONDAY], at(1, 1, 0), False),  # the clock went back: no reason to run again and again
        ([MONDAY, AN_EARLIER_ONE], at(11, 24, 5, 17), False),
        ([AN_EARLIER_ONE, UNFINISHED], at(11, 23, 5, 18), True),
        ([SECOND_WITHIN_THE_SECOND], at(11, 24, 5, 17), False),
        ([AN_EARLIER_ONE, "lost+found"], at(11, 23, 5, 18), True),
    ],
)
def test_a_run_is_due_a_week_after_the_last_and_until_it_is_made(
    releases: list[str], now: datetime, due: bool, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    for name in releases:
        home.release(name).mkdir(parents=True)
    assert is_due(home, now, days=6.5) is due


def test_where_nothing_is_due_nothing_is_touched(published: Path, blushbook: Command) -> None:
    before = {path: path.lstat().st_mtime_ns for path in published.rglob("*")}
    done = blushbook("run", "--home", published, "--if-older-than", 6.5, BLUSHBOOK_NOW="2026-11-28T193000Z")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "The newest release is younger than 6.5 days: nothing to do.\n",
        "",
    )
    assert {path: path.lstat().st_mtime_ns for path in published.rglob("*")} == before


@pytest.mark.parametrize("days", ["-1", "soon"])
def test_days_that_are_none_are_refused(days: str, tmp_path: Path, blushbook: Command) -> None:
    done = blushbook("run", "--home", tmp_path / "home", "--if-older-than", days)
    assert (done.returncode, "--if-older-than" in done.stderr) == (2, True)
    assert not (tmp_path / "home").exists()
