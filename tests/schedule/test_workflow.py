"""The data folder travels from one run of the workflow to the next, whole, and is never replaced by an empty one.

A stand-in plays GitHub's command line: it answers with an artifact, with none, or not at all. What the query picks out
of GitHub's answer is not tried here.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.schedule import files

GITHUB = """#!/bin/sh
# gh api …: the number of the run that kept an artifact. gh run download … --dir FOLDER: that artifact.
case "$1" in
  api) {answer} ;;
  run) while [ "$1" != --dir ]; do shift; done; mkdir -p "$2"; {download} ;;
esac
"""
# A run takes longer than the clock of a file system ticks: what it writes is newer than its beginning.
PUBLISHES = """#!/bin/sh
sleep 0.05; mkdir -p data/releases/2; ln -sfn releases/2 data/current
"""
FAILS = """#!/bin/sh
sleep 0.05; mkdir -p data/raw/2; echo half >data/raw/2/recorded.jsonl; exit 3
"""


def step(name: str, folder: Path, **commands: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script in a folder as GitHub does, with stand-ins for the commands it calls."""
    bin_folder = folder / "bin"
    bin_folder.mkdir(exist_ok=True)
    for command, script in commands.items():
        (bin_folder / command).write_text(script)
        (bin_folder / command).chmod(0o755)
    variables = {
        "PATH": f"{bin_folder}:/usr/bin:/bin",
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_REPOSITORY": "somebody/blushbook",
    }
    line = ["bash", "-e", "-c", files.steps()[name]["run"]]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=folder, env=variables)


def outputs(folder: Path) -> str:
    return (folder / "output").read_text() if (folder / "output").exists() else ""


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A machine with the data folder of a former run, all of it older than this run."""
    release = tmp_path / "runner" / "data" / "releases" / "1"
    release.mkdir(parents=True)
    (release / "report.html").write_text("the report")
    (tmp_path / "runner" / "data" / "current").symlink_to("releases/1")
    for path in (tmp_path / "runner").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000), follow_symlinks=False)
    return tmp_path / "runner"


def test_what_a_run_published_goes_to_the_pages_and_to_the_next_run(runner: Path, tmp_path: Path) -> None:
    assert step("Run", runner, blushbook=PUBLISHES).returncode == 0
    assert step("Pack the data folder", runner).returncode == 0
    assert outputs(runner) == "is-published=true\nis-new=true\n"

    following = tmp_path / "following"
    following.mkdir()
    gh = GITHUB.format(answer="echo 17", download=f'cp "{runner}/data.tar.gz" "$2"')
    assert step("Restore the data folder", following, gh=gh).returncode == 0
    assert (following / "data" / "current").is_symlink()
    before, after = (
        sorted(str(path.relative_to(of)) for path in of.rglob("*")) for of in (runner / "data", following / "data")
    )
    assert before == after
    report = following / "data" / "releases" / "1" / "report.html"
    assert (report.read_text(), report.stat().st_mtime) == ("the report", 1_000_000_000)


def test_the_page_is_the_report(runner: Path) -> None:
    assert step("Lay out the pages", runner).returncode == 0
    assert (runner / "site" / "index.html").read_text() == "the report"


def test_what_a_failed_run_wrote_is_kept_and_not_put_on_the_pages(runner: Path) -> None:
    assert step("Run", runner, blushbook=FAILS).returncode == 3
    assert step("Pack the data folder", runner).returncode == 0
    assert outputs(runner) == "is-new=true\n"
    assert (runner / "data.tar.gz").exists()


def test_a_run_that_was_not_due_leaves_the_kept_data_as_they_are(runner: Path) -> None:
    assert step("Run", runner, blushbook="#!/bin/sh\n").returncode == 0
    assert step("Pack the data folder", runner).returncode == 0
    assert outputs(runner) == ""


def test_a_first_run_has_nothing_to_restore_and_says_so(tmp_path: Path) -> None:
    done = step("Restore the data folder", tmp_path, gh=GITHUB.format(answer=":", download="exit 1"))
    assert (done.returncode, done.stdout.startswith("::warning::")) == (0, True)
    assert step("Run", tmp_path, blushbook=PUBLISHES).returncode == 0
    assert outputs(tmp_path) == "is-published=true\n"


@pytest.mark.parametrize(
    ("answer", "download"),
    [("exit 1", ":"), ("echo 17", "exit 1"), ("echo 17", ":"), ("echo 17", 'echo cut >"$2/data.tar.gz"')],
    ids=["GitHub does not answer", "the artifact does not come", "it is empty", "it is broken"],
)
def test_data_that_cannot_be_restored_end_the_job_before_the_run(answer: str, download: str, tmp_path: Path) -> None:
    done = step("Restore the data folder", tmp_path, gh=GITHUB.format(answer=answer, download=download))
    assert done.returncode != 0
    assert "if" not in files.steps()["Run"]
