"""The command: quick help, clear errors, a query prompt that can only read."""

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from tests.conftest import Command, run_command

HEAVY = ("pandas", "scrapy", "duckdb", "great_expectations", "plotly")


def test_help_imports_nothing_heavy() -> None:
    program = f"""
import sys
from pipeline.cli import blushbook
blushbook.main(["--help"], standalone_mode=False)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("selec 1", "syntax error"),
        ("from lip_prise", "lip_price"),
        ("create table t (i int)", "read-only"),
        ("delete from provider", "read-only"),
        ("from read_csv('/etc/hosts')", "disabled by configuration"),
        ("copy provider to '/tmp/x.csv'", "disabled by configuration"),
        ("attach '/tmp/x.duckdb'", "disabled by configuration"),
        ("install httpfs", "disabled"),
        ("set enable_external_access = true", "locked"),
        ("select 1; select 2", "one query at a time"),
        ("", "one query at a time"),
        ("-- nothing", "one query at a time"),
    ],
)
def test_a_query_that_may_not_or_cannot_run_gets_duckdbs_message(query: str, told: str, published_once: Path) -> None:
    done = run_command("sql", "--home", published_once, query)
    assert done.returncode in {1, 2}
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_query_formats(published_once: Path, blushbook: Command, tmp_path: Path) -> None:
    query = "select country, n, median_usd from price_by_country where n >= 4 order by n desc"
    expected = [("US", 21, 600.0), ("GB", 4, None)]

    def ask(output_format: str) -> str:
        done = blushbook("sql", "--home", published_once, "--format", output_format, query)
        assert done.returncode == 0, done.stderr
        return done.stdout

    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(ask("csv")))]
    assert rows == [("US", "21", "600.00"), ("GB", "4", "")]
    assert [tuple(row.values()) for row in json.loads(ask("json"))] == expected
    assert ask("markdown").splitlines()[2] == "| US | 21 | 600.00 |"
    assert "US" in ask("table")

    target = tmp_path / "rows.parquet"
    with target.open("wb") as output:
        command = [str(Path(sys.executable).with_name("blushbook")), "sql", "--home", str(published_once)]
        subprocess.run([*command, "--format", "parquet", query], stdout=output, check=True)
    assert parquet.read_table(target).num_rows == len(expected)


def test_a_query_can_stand_on_stdin(published_once: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("blushbook")),
        "sql",
        "--home",
        str(published_once),
        "--format",
        "csv",
    ]
    done = subprocess.run(command, input="select 1 as one", capture_output=True, text=True, check=True)
    assert done.stdout == "one\n1\n"


def test_json_is_json_whatever_the_values(published_once: Path, blushbook: Command) -> None:
    query = "select map([date '2020-01-01'], [2]) as m, 'nan'::double as n, [1.5::decimal(3, 1)] as l, true as b"
    done = blushbook("sql", "--home", published_once, "--format", "json", query)
    assert json.loads(done.stdout) == [{"m": {"2020-01-01": 2}, "n": None, "l": [1.5], "b": True}]
    twice = blushbook("sql", "--home", published_once, "--format", "json", "select 1 as a, 2 as a")
    assert twice.returncode == 2
    assert "two columns are called a" in twice.stderr


def test_a_table_that_goes_elsewhere_is_whole(published_once: Path, blushbook: Command) -> None:
    done = blushbook("sql", "--home", published_once, "-- all of them\nfrom price_observation")
    assert done.stdout.count("\n") > 240
    assert "usd_missing_reason" in done.stdout


def test_a_long_query_can_be_interrupted(published_once: Path) -> None:
    endless = "select count(*) from range(1000000) a, range(1000000) b where (a.range * b.range) % 7 = 3"
    command = [str(Path(sys.executable).with_name("blushbook")), "sql", "--home", str(published_once), endless]
    # Tests that run in the background of a shell are told to ignore Ctrl-C, and so would be what they start.
    running = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with pytest.raises(subprocess.TimeoutExpired):
        running.communicate(timeout=4)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert told.strip() == "blushbook: stopped"


def test_a_formula_is_defused_in_csv(published_once: Path, blushbook: Command) -> None:
    done = blushbook("sql", "--home", published_once, "--format", "csv", "select '=1+1' as cell")
    assert done.stdout == "cell\n'=1+1\n"


def test_nothing_published_is_told(tmp_path: Path, blushbook: Command) -> None:
    for command in (["sql", "select 1"], ["report"]):
        done = blushbook(*command, "--home", tmp_path)
        assert done.returncode == 1
        assert "nothing is published" in done.stderr


def test_the_report_can_be_drawn_anew(published_once: Path, blushbook: Command, tmp_path: Path) -> None:
    done = blushbook("report", "--home", published_once, "--output", tmp_path / "again.html")
    assert done.stdout.strip() == str(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == (published_once / "current" / "report.html").read_bytes()


def test_sources_are_listed(blushbook: Command) -> None:
    listed = blushbook("sources").stdout
    assert "recorded_prices" in listed
    assert "recorded_regulation" in listed


def test_doctor_finds_all_well_and_what_is_not(published_once: Path, facts: Path, blushbook: Command) -> None:
    well = blushbook("doctor", "--home", published_once)
    assert well.returncode == 0, well.stdout
    assert "42 comparable prices" in well.stdout
    (facts / "reviews.csv").unlink()
    later = blushbook(
        "doctor", "--home", published_once, BLUSHBOOK_RECORDED=str(facts), BLUSHBOOK_NOW="2028-01-01T000000Z"
    )
    assert later.returncode == 1
    for told in ("PROBLEM facts recorded_reviews", "PROBLEM exchange rates", "PROBLEM price index"):
        assert told in later.stdout


@pytest.mark.parametrize("arguments", [["nosuch"], ["run", "--nosuch"], ["sql", "--format", "xml", "select 1"]])
def test_a_command_that_is_written_wrong_exits_with_2(arguments: list[str], blushbook: Command) -> None:
    done = blushbook(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def test_a_clock_that_cannot_be_read_exits_with_2(tmp_path: Path, blushbook: Command) -> None:
    done = blushbook("run", "--home", tmp_path, BLUSHBOOK_NOW="soon")
    assert done.returncode == 2
    assert "BLUSHBOOK_NOW='soon'" in done.stderr
