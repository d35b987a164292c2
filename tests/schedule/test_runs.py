"""The command lines of the schedule files run as they are written, in the bare surroundings that their callers give.

/srv/blushbook is moved to a folder of the test, and the clock is set. No live site is asked: where a line runs word
by word, `--live` included, another run holds the lock or nothing is due; where a run is made, `--live` is left out.
"""

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.schedule import files

A_DAY_LATER, A_WEEK_LATER = "2026-11-23T193000Z", "2026-11-29T193000Z"
BARE = {"PATH": "/usr/bin:/bin", "LOGNAME": "blushbook"}

Ended = subprocess.CompletedProcess[str]


@pytest.fixture
def place(published: Path, tmp_path: Path) -> Path:
    """What stands for /srv/blushbook: the command, and a data folder with a release."""
    place = tmp_path / "srv"
    files.install(place)
    published.rename(place / "data")
    return place


def as_cron(number: int, place: Path, now: str, without: str = "") -> Ended:
    """Run a line of the crontab in the shell and with the variables that cron gives it; nobody sleeps in a test."""
    read = files.crontab(place)
    awake = place / "awake" / "sleep"
    awake.parent.mkdir()
    awake.symlink_to("/bin/true")
    variables = {**BARE, "PATH": f"{awake.parent}:{BARE['PATH']}", **read.variables, "BLUSHBOOK_NOW": now}
    line = [read.variables["SHELL"], "-c", read.jobs[number].command.replace(without, "")]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=place.parent, env=variables)


def as_systemd(place: Path, now: str) -> Ended:
    """Run the service's command, without a shell, as systemd does."""
    service = files.unit("blushbook.service", place)["Service"]
    variables = {**BARE, **files.service_environment(place), "BLUSHBOOK_NOW": now}
    return subprocess.run(
        shlex.split(service["ExecStart"]),
        capture_output=True,
        text=True,
        check=False,
        cwd=service["WorkingDirectory"],
        env=variables,
    )


def as_workflow(place: Path, now: str) -> Ended:
    """Run the workflow's step with GitHub's shell, folder and variables; it finds the command by its name."""
    variables = {
        "PATH": f"{place}/.venv/bin:{BARE['PATH']}",
        "BLUSHBOOK_HOME": files.workflow()["jobs"]["run"]["env"]["BLUSHBOOK_HOME"],
        "BLUSHBOOK_CONTACT": "https://github.com/somebody/blushbook/issues",
        "BLUSHBOOK_NOW": now,
        "RUNNER_TEMP": str(place),
        "GITHUB_OUTPUT": str(place / "output"),
    }
    line = ["bash", "-e", "-c", files.steps()["Run"]["run"]]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=place, env=variables)


@pytest.mark.parametrize("number", [0, 1])
def test_cron_tells_that_another_run_goes_on(number: int, place: Path) -> None:
    with files.another_run(place / "data"):
        done = as_cron(number, place, A_WEEK_LATER)
    assert done.stdout.startswith("Blush Book ended with exit status 4\n")
    assert "blushbook: another run" in done.stdout
    assert done.stderr == ""


def test_systemd_sees_that_another_run_goes_on(place: Path) -> None:
    with files.another_run(place / "data"):
        done = as_systemd(place, A_WEEK_LATER)
    assert (done.returncode, "another run" in done.stderr) == (4, True)


def test_the_workflow_fails_where_another_run_goes_on(place: Path) -> None:
    with files.another_run(place / "data"):
        done = as_workflow(place, A_WEEK_LATER)
    assert (done.returncode, "another run" in done.stderr) == (4, True)


def test_nothing_is_made_and_cron_mails_nothing_while_nothing_is_due(place: Path) -> None:
    releases = sorted((place / "data" / "releases").iterdir())
    for done in (as_cron(0, place, A_DAY_LATER), as_systemd(place, A_DAY_LATER), as_workflow(place, A_DAY_LATER)):
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout in {"", "The newest release is younger than 6.5 days: nothing to do.\n"}
    assert sorted((place / "data" / "releases").iterdir()) == releases
    assert "nothing to do" in (place / "data" / "schedule.log").read_text(encoding="utf-8")
    assert not (place / "output").exists()


def test_a_week_later_a_run_is_made_and_cron_mails_nothing(place: Path) -> None:
    done = as_cron(0, place, A_WEEK_LATER, without=" --live")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (place / "data" / "current").readlink() == Path("releases", A_WEEK_LATER)
    assert "publish: done" in (place / "data" / "schedule.log").read_text(encoding="utf-8")


def test_cron_tells_where_there_is_no_place_for_the_data(tmp_path: Path) -> None:
    files.install(tmp_path / "srv")
    done = as_cron(0, tmp_path / "srv", A_WEEK_LATER)
    assert done.stdout == "Blush Book ended with exit status 2\n"
    assert "data/schedule.log" in done.stderr
