"""A source that falls to half, and a field that falls to nothing: who is told, how, and what is published."""

import csv
import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.source import RECORDED_FOLDER, recorded_sources
from pipeline.home import Home
from pipeline.state import State
from tests.conftest import ROOT, Command
from tests.crawler.local_server import Answer, LocalServer, html, pages

TOLD = [
    "recorded_reviews: rows with country: 0 % of 20, usually 64 % (fell to nothing)",
    "recorded_reviews: items read: 22, usually 44 (fell to half or less)",
    "recorded_reviews: rows kept: 20, usually 42 (fell to half or less)",
]
CALLED = """
import json, os, sys
told = {name: value for name, value in os.environ.items() if name.startswith("BLUSHBOOK_")}
with open(sys.argv[1], "a") as file:
    print(json.dumps({"arguments": sys.argv[2:], "environment": told}), file=file)
print("said by the command")
sys.exit(9)
"""


def halve_reviews(facts: Path) -> None:
    path = facts / "reviews.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        reviews = list(csv.DictReader(lines))
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(reviews[0]))
        writer.writeheader()
        writer.writerows({**review, "country": ""} for review in reviews[: len(reviews) // 2])


@dataclass
class Recorder:
    """A command that notes how it was called, and fails."""

    folder: Path

    @property
    def setting(self) -> str:
        script = self.folder / "called.py"
        script.write_text(CALLED, encoding="utf-8")
        return shlex.join([sys.executable, str(script), str(self.folder / "calls"), "two words; $HOME"])

    @property
    def calls(self) -> list[dict[str, Any]]:
        path = self.folder / "calls"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path)


def summary(home: Path, run_id: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((home / "runs" / f"{run_id}.json").read_text(encoding="utf-8"))
    return told


def test_a_critical_source_refuses_and_a_warning_publishes(
    published: Path, facts: Path, recorder: Recorder, blushbook: Command
) -> None:
    halve_reviews(facts)
    before = (published / "current").resolve()
    run_id = f"{before.name}-2"
    hooks = {"BLUSHBOOK_ON_FAILURE": recorder.setting, "BLUSHBOOK_ON_ALERT": recorder.setting}

    refused = blushbook(
        "run", "--home", published, "--recorded", facts, BLUSHBOOK_CRITICAL_SOURCES="recorded_reviews", **hooks
    )

    assert refused.returncode == 3
    warnings = [line for line in refused.stderr.splitlines() if "WARNING" in line]
    assert warnings == [f"blushbook: WARNING {told}" for told in TOLD]
    assert "critical_sources_as_usual" in refused.stderr.splitlines()[-1]
    assert refused.stdout == ""
    assert (published / "current").resolve() == before
    told = summary(published, run_id)
    assert (told["outcome"], told["exit_status"]) == ("refused", 3)
    assert [(alert["told"], alert["is_critical"]) for alert in told["alerts"]] == [(line, True) for line in TOLD]
    assert told["paths"]["release"] is None
    assert Path(told["paths"]["build"]).exists()

    # Both commands were called, words and all, and their own failure was told and changed nothing.
    path = str(published / "runs" / f"{run_id}.json")
    assert [call["arguments"] for call in recorder.calls] == [["two words; $HOME", path]] * 2
    named = {name: recorder.calls[0]["environment"][f"BLUSHBOOK_{name}"] for name in ("RUN_ID", "OUTCOME", "SUMMARY")}
    assert named == {"RUN_ID": run_id, "OUTCOME": "refused", "SUMMARY": path}
    assert recorder.calls[0]["environment"]["BLUSHBOOK_EXIT_STATUS"] == "3"
    assert "BLUSHBOOK_ON_FAILURE: " in refused.stderr
    assert "ended with 9" in refused.stderr

    warned = blushbook("publish", "--home", published, **hooks)

    assert warned.returncode == 0, warned.stderr
    assert warned.stdout.splitlines()[2:] == [f"WARNING {line}" for line in TOLD]
    assert "said by the command" in warned.stderr
    assert (published / "current").resolve().name == run_id
    assert len(recorder.calls) == 3
    report = (published / "current" / "report.html").read_text(encoding="utf-8")
    for line in TOLD:
        assert line.replace("_", " ") in report
    listed = next(line for line in blushbook("runs", "--home", published).stdout.splitlines() if run_id in line)
    assert "3 alerts" in listed
    assert TOLD[0] in listed
    told = summary(published, run_id)
    assert (told["outcome"], told["exit_status"], len(told["alerts"])) == ("published", 0, 3)
    assert told["sources"]["recorded_reviews"]["rows_kept"] == {"value": 20, "sample": None}
    assert told["headline"][0]["median_usd"] == 600
    assert [check["expectation"] for check in told["checks_failed"]] == ["sources_as_usual"]
    history = "select value from source_health where source = 'recorded_reviews' and measure = 'raw_items' order by 1"
    kept = blushbook("sql", "--home", published, "--format", "csv", history).stdout
    assert kept.splitlines() == ["value", "22.0", "44.0"]


def test_a_run_that_failed_has_its_summary_and_its_command(
    facts: Path, tmp_path: Path, recorder: Recorder, blushbook: Command
) -> None:
    (facts / "observations.csv").unlink()
    hooks = {"BLUSHBOOK_ON_FAILURE": recorder.setting, "BLUSHBOOK_ON_ALERT": recorder.setting}
    done = blushbook("run", "--home", tmp_path / "home", "--recorded", facts, **hooks)
    assert done.returncode == 5
    [call] = recorder.calls
    told = summary(tmp_path / "home", call["environment"]["BLUSHBOOK_RUN_ID"])
    assert (told["outcome"], told["exit_status"], told["sources"]) == ("failed", 5, {})
    assert "observations.csv: there is no such file" in told["message"]
    assert [(stage["stage"], stage["seconds"]) for stage in told["stages"]] == [("crawl", None)]


def test_of_a_run_that_was_killed_the_next_one_tells(tmp_path: Path, recorder: Recorder, blushbook: Command) -> None:
    home = Home(tmp_path / "home")
    State(home.state).begin_run("2026-11-21T193000Z", datetime(2026, 11, 21, 19, 30, tzinfo=UTC))
    assert blushbook("crawl", "--home", home.path, BLUSHBOOK_ON_FAILURE=recorder.setting).returncode == 0
    told = summary(home.path, "2026-11-21T193000Z")
    assert (told["outcome"], told["exit_status"]) == ("stopped", None)
    assert "killed" in told["message"]
    assert [call["environment"]["BLUSHBOOK_RUN_ID"] for call in recorder.calls] == ["2026-11-21T193000Z"]
    assert summary(home.path, "2026-11-22T193000Z")["outcome"] == "crawled"


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("BLUSHBOOK_ON_FAILURE", "mail 'me"),
        ("BLUSHBOOK_ON_ALERT", 'mail "me'),
        ("BLUSHBOOK_CRITICAL_SOURCES", "recorded_prizes"),
    ],
)
def test_a_setting_that_cannot_be_read_is_told_before_anything_is_crawled(
    setting: str, text: str, tmp_path: Path, blushbook: Command
) -> None:
    done = blushbook("run", "--home", tmp_path / "home", **{setting: text})
    assert done.returncode == 2
    assert setting in done.stderr
    assert not (tmp_path / "home").exists()


def test_live_sites_that_refuse_speak_up_though_their_prices_stay(tmp_path: Path, blushbook: Command) -> None:
    menu = html("".join(f'<a href="/lips-{letter}">lip blush prices</a>' for letter in "abcdefgh"))
    studio = {
        f"/lips-{letter}": html(f"<h1>Prices</h1><p>Lip blush {letter}</p><p>$5{number}0</p>")
        for number, letter in enumerate("abcdefgh")
    }
    answer: Callable[[Any], Any] = pages({"/": menu, **studio})
    with LocalServer() as server:
        sites = [server.add(lambda asked: answer(asked)) for _ in range(3)]
        seeds = [part for site in sites for part in ("--seed", site)]
        crawl = ["crawl", *recorded_sources(), "studios", *seeds, "--allow-private", "--delay", 0, "--home", tmp_path]
        told = []
        for refuses in (False, True):
            if refuses:
                answer = lambda asked: Answer(status=403)  # noqa: E731
            done = blushbook(*crawl, "--recorded", RECORDED_FOLDER)
            assert done.returncode == 0, done.stderr
            assert blushbook("normalize", "--home", tmp_path).returncode == 0
            done = blushbook("publish", "--home", tmp_path)
            assert done.returncode == 0, done.stderr
            told.append(done.stdout.splitlines()[2:])
    assert told[0] == []
    assert told[1][0] == "WARNING studios: pages read again: 0 % of 3, usually 100 % (fell to nothing)"


def test_every_entry_of_the_summary_is_documented(published_once: Path) -> None:
    documented = (ROOT / "docs" / "summary.md").read_text(encoding="utf-8")
    [path] = (published_once / "runs").glob("*.json")
    for entry in json.loads(path.read_text(encoding="utf-8")):
        assert f"| `{entry}` |" in documented
