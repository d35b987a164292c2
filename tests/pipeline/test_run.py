"""The run as a person starts it: what it prints, what it leaves, and what it does with bad input."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.home import Home
from pipeline.run import newest_run
from pipeline.state import State
from tests.conftest import NOW, Command


def test_a_run_prints_what_it_found_and_where_the_report_is(published: Path, blushbook: Command) -> None:
    done = blushbook("run", "--home", published)
    assert done.returncode == 0
    sentence, place = done.stdout.splitlines()
    assert sentence.startswith("At 21 US providers a first visit for lip blushing typically costs $600")
    assert place == f"The report: {published}/current/report.html"
    for stage in ("crawl", "normalize", "build", "audit", "report", "publish"):
        assert f"{stage}: " in done.stderr


def test_the_same_facts_give_the_same_tables(published: Path, blushbook: Command) -> None:
    """The second run, on top of the first release and under a clock that stands still, changes nothing."""
    before = (published / "current").resolve()
    assert blushbook("run", "--home", published).returncode == 0
    after = (published / "current").resolve()
    assert (before.name, after.name) == ("2026-11-22T193000Z", "2026-11-22T193000Z-2")
    # What tells of the run itself differs: the log of runs and the history of sources grow, and the audit counts.
    for exported in sorted((before / "exports").glob("*.csv")):
        if exported.stem not in {"run", "about", "quality_check", "source_health", "source_health_band"}:
            same = exported.read_text("utf-8").replace(before.name, after.name)
            assert (after / "exports" / exported.name).read_text("utf-8") == same, exported.name
    with duckdb.connect(str(after / "blushbook.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from run").fetchall() == [(2,)]


def truncate(path: Path) -> None:
    path.write_bytes(b"")


def keep_header(path: Path) -> None:
    path.write_bytes(path.read_bytes().splitlines()[0])


def rename_column(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(",price_low,", ",price_lo,", 1), encoding="utf-8")


def spoil_every_price(path: Path) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    spoiled = [
        line.replace(",US,", ",Narnia,").replace(",true,", ",maybe,").replace(",false,", ",maybe,") for line in lines
    ]
    path.write_text("\n".join([header, *spoiled]), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (Path.unlink, "observations.csv: there is no such file"),
        (truncate, "observations.csv is empty"),
        (keep_header, "observations.csv has a header and no facts"),
        (rename_column, "observations.csv: column 'price_low' is missing; it has 'price_lo'"),
        (spoil_every_price, "no price in"),
    ],
)
def test_unusable_facts_publish_nothing_and_are_told_by_name(
    damage: Callable[[Path], None], told: str, facts: Path, published: Path, blushbook: Command
) -> None:
    release = (published / "current").resolve()
    damage(facts / "observations.csv")
    done = blushbook("run", "--home", published, "--recorded", facts)
    assert done.returncode == 5
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert (published / "current").resolve() == release
    assert "failed" in blushbook("runs", "--home", published).stdout


def test_broken_rows_are_published_as_rejected(facts: Path, tmp_path: Path, blushbook: Command) -> None:
    table = facts / "observations.csv"
    good = table.read_text(encoding="utf-8").splitlines()
    row = next(line for line in good if line.startswith("FSOBX,,,GB,Lip Blush,initial"))
    bad = [
        row.replace("499,499", "abc,abc"),
        row.replace("499,499", "-499,-499"),
        row.replace("499,499", "499,400"),
        row.replace("GBP", "GPB"),
        row.replace(",GB,", ",XX,"),
        row.replace("https://www.fsobx.co.uk/copy-of-ombre-brows", "javascript:alert(1)"),
        row + ",one,more",
        '"' + row,
    ]
    table.write_text("\n".join([*good, *bad]), encoding="utf-8")
    home = tmp_path / "home"
    assert blushbook("run", "--home", home, "--recorded", facts).returncode == 0
    told = blushbook(
        "sql", "--home", home, "--format", "csv", "select file, line, reason from rejected order by line"
    ).stdout
    first = len(good) + 1
    for number, reason in enumerate(
        [
            "'abc' is not a number",
            "negative",
            "above the high",
            "GPB",
            "'XX'",
            "javascript",
            "fields where",
            "not closed",
        ]
    ):
        line = next(line for line in told.splitlines() if line.startswith(f"observations.csv,{first + number},"))
        assert reason in line


def test_a_second_run_is_refused_at_once(published: Path, blushbook: Command) -> None:
    with (published / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = blushbook("run", "--home", published)
    assert done.returncode == 4
    assert "another run" in done.stderr


def test_a_killed_run_leaves_no_lock_and_the_release_intact_and_is_gone_on_with(
    published: Path, blushbook: Command
) -> None:
    release = (published / "current").resolve()
    running = subprocess.Popen(
        [str(Path(sys.executable).with_name("blushbook")), "run", "--home", published],
        env={**os.environ, "BLUSHBOOK_NOW": NOW},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    while not running.stderr.readline().startswith("build"):
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stderr.close()
    assert (published / "current").resolve() == release
    done = blushbook("run", "--home", published)
    assert done.returncode == 0
    assert "going on with run 2026-11-22T193000Z-2, which was stopped" in done.stderr
    assert "crawl: " not in done.stderr
    assert "stopped" not in blushbook("runs", "--home", published).stdout


def test_readers_keep_the_release_they_opened(published: Path, blushbook: Command) -> None:
    database = (published / "current" / "blushbook.duckdb").resolve()
    with duckdb.connect(str(database), read_only=True) as reader:
        before = reader.execute("select count(*) from lip_price").fetchall()
        assert blushbook("run", "--home", published).returncode == 0
        assert reader.execute("select count(*) from lip_price").fetchall() == before


def test_a_full_disk_is_told_and_leaves_the_release_intact(published: Path) -> None:
    """A limit on the size of files stands for the full disk: the system refuses the write in the same way."""
    release = (published / "current").resolve()
    done = subprocess.run(
        [
            "bash",
            "-c",
            'ulimit -f 256; exec "$0" run --home "$1"',
            Path(sys.executable).with_name("blushbook"),
            published,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "BLUSHBOOK_NOW": NOW},
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "too large" in done.stderr.lower()
    assert (published / "current").resolve() == release
    assert (release / "report.html").stat().st_size > 1_000_000


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, blushbook: Command) -> None:
    (tmp_path / "home").write_text("not a folder")
    done = blushbook("run", "--home", tmp_path / "home" / "below")
    assert done.returncode == 1
    assert "Not a directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_going_back_to_an_earlier_release(published: Path, blushbook: Command) -> None:
    first = (published / "current").resolve()
    assert blushbook("run", "--home", published).returncode == 0
    second = (published / "current").resolve()
    assert blushbook("publish", "--home", published, "--run", first.name).returncode == 0
    assert (published / "current").resolve() == first != second


@pytest.mark.parametrize(
    "run_id",
    ["", "../x", "nonsense", "2099-01-01T000000Z", "2026-11-22T193000Z/../../raw", "2026-11-22T193000Z/exports"],
)
def test_what_is_no_run_is_told_and_changes_nothing(run_id: str, published: Path, blushbook: Command) -> None:
    release, runs = (published / "current").resolve(), blushbook("runs", "--home", published).stdout
    for command in ("normalize", "publish"):
        done = blushbook(command, "--home", published, "--run", run_id)
        assert done.returncode == 1
        assert f"{run_id!r} is no run" in done.stderr
    assert (published / "current").resolve() == release
    assert blushbook("runs", "--home", published).stdout == runs


def test_a_published_run_is_not_normalized_again(published: Path, blushbook: Command) -> None:
    done = blushbook("normalize", "--home", published)
    assert done.returncode == 1
    assert "is published, and a release stays as it is" in done.stderr
    assert "* 2026-11-22T193000Z  published" in blushbook("runs", "--home", published).stdout


def test_the_newest_run_is_the_one_that_began_last(tmp_path: Path) -> None:
    home = Home(tmp_path)
    state = State(home.state)
    for number in range(1, 12):
        suffix = f"-{number}" if number > 1 else ""
        state.begin_run(f"2026-11-22T193000Z{suffix}", datetime(2026, 11, 22, 19, 30, tzinfo=UTC))
    assert newest_run(home) == "2026-11-22T193000Z-11"


def keep_rows(path: Path, keep: Callable[[str], bool]) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *filter(keep, lines)]), encoding="utf-8")


@pytest.mark.parametrize(
    ("keep", "sentence"),
    [
        (lambda line: ",US," not in line, "Comparable US prices known: 0. Too few to say"),
        (lambda line: "Woods Brows" in line, "Comparable US prices known: 1. Too few to say"),
        (lambda line: ",deposit," in line, "Comparable US prices known: 0. Too few to say"),
    ],
    ids=["no price in the US", "one price", "no comparable price at all"],
)
def test_few_prices_are_published_as_few(
    keep: Callable[[str], bool], sentence: str, facts: Path, tmp_path: Path, blushbook: Command
) -> None:
    keep_rows(facts / "observations.csv", keep)
    done = blushbook("run", "--home", tmp_path / "home", "--recorded", facts)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(sentence)


def test_a_column_that_nobody_reads_is_told(facts: Path, tmp_path: Path, blushbook: Command) -> None:
    reviews = facts / "reviews.csv"
    header, *lines = reviews.read_text(encoding="utf-8").splitlines()
    reviews.write_text("\n".join([f"{header},mood", *(f"{line},good" for line in lines)]), encoding="utf-8")
    done = blushbook("crawl", "--home", tmp_path / "home", "--recorded", facts)
    assert done.returncode == 0
    assert "reviews.csv: nothing reads the column mood" in done.stderr


def test_runs_tells_what_each_stage_counted(published: Path, blushbook: Command) -> None:
    listed = blushbook("runs", "--home", published).stdout
    assert "* 2026-11-22T193000Z  published" in listed
    assert "240 prices, 0 rejected" in listed
    assert "240 prices, 240 current, 126 providers" in listed
