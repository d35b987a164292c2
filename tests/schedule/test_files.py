"""The schedule files say what their readers can read, and ask for what the command has."""

import math
import re
import subprocess
from pathlib import Path

import pytest

from crawler.source import LiveSource, live_sources
from pipeline import settings
from pipeline.cli import blushbook
from tests.conftest import ROOT
from tests.schedule import files
from tests.schedule.crontab import Job, read_crontab

README = (files.FOLDER / "README.md").read_text(encoding="utf-8")
COMMAND_LINES = files.command_lines()
DAYS = 6.5


def test_there_is_one_command_line_and_the_readme_tells_it() -> None:
    [told] = re.findall(r"^    (blushbook run .*)$", README, re.MULTILINE)
    assert {" ".join(["blushbook", *words[1:]]) for words in COMMAND_LINES.values()} == {told}
    assert len(COMMAND_LINES) == 4


@pytest.mark.parametrize("where", COMMAND_LINES)
def test_every_option_is_one_of_the_command(where: str) -> None:
    _, name, *arguments = COMMAND_LINES[where]
    context = blushbook.commands[name].make_context(name, arguments)
    assert (context.params["live"], context.params["days"]) == (True, DAYS)


@pytest.mark.parametrize("source", live_sources().values(), ids=lambda source: source.name)
def test_a_run_comes_every_week_and_finds_the_pages_due_that_were_read_whole_weeks_before(source: LiveSource) -> None:
    assert DAYS < 7
    # A run may begin some hours earlier in the week than the one before.
    assert math.ceil(source.recheck_days / 7) * 7 - source.recheck_days >= 7 - DAYS


@pytest.mark.parametrize("name", ["crontab", "blushbook.service", "blushbook.yml", "README.md"])
def test_every_setting_is_one_there_is(name: str) -> None:
    named = set(re.findall(r"BLUSHBOOK_\w+", files.read(name)))
    assert named <= set(re.findall(r"BLUSHBOOK_\w+", Path(settings.__file__).read_text(encoding="utf-8")))


def test_home_and_contact_are_set_and_the_contact_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    in_workflow = files.workflow()["jobs"]["run"]["env"]
    repository = {"github.server_url": "https://github.com", "github.repository": "somebody/blushbook"}
    for variables in (files.crontab().variables, files.service_environment(), in_workflow):
        contact = re.sub(r"\$\{\{ (\S+) \}\}", lambda match: repository[match[1]], variables["BLUSHBOOK_CONTACT"])
        monkeypatch.setenv("BLUSHBOOK_CONTACT", contact)
        assert settings.contact() == contact
        assert variables["BLUSHBOOK_HOME"]


def test_the_crontab_asks_every_day_and_after_every_start() -> None:
    daily, after_a_start = files.crontab().jobs
    assert re.fullmatch(r"\d+ \d+ \* \* \*", daily.when)
    assert after_a_start == Job("@reboot", f"sleep 300; {daily.command}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("60 5 * * * true\n", "60 is no minute"),
        ("17 24 * * * true\n", "24 is no hour"),
        ("17 5 0 * * true\n", "0 is no day of month"),
        ("17 5 * 5-3 * true\n", "5-3 is no month"),
        ("17 5 * * 8 true\n", "8 is no day of week"),
        ("17 5 * * */0 true\n", "is no day of week"),
        ("17 5 * * true\n", "five fields"),
        ("@always true\n", "@always is no time"),
        ("17 5 * * * date +%F\n", "bare %"),
        ("17 5 * * * true", "a last line without an end"),
    ],
)
def test_what_cron_could_not_use_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        read_crontab(text)


def test_what_cron_can_use_is_read() -> None:
    read = read_crontab('# weekly\nMAILTO = "me"\n*/15,50 1-5 1 * 0-7/2 date +\\%F; true\n@daily true\n')
    assert read.variables == {"MAILTO": "me"}
    assert read.jobs == (Job("*/15,50 1-5 1 * 0-7/2", "date +\\%F; true"), Job("@daily", "true"))


def test_the_service_is_one_run_that_can_write_its_data_only() -> None:
    service = files.unit("blushbook.service")["Service"]
    assert (service["Type"], service["ProtectSystem"], service["User"]) == ("oneshot", "strict", "blushbook")
    # /tmp is where the command leaves the traceback of a fault.
    assert service["ReadWritePaths"].split() == [files.service_environment()["BLUSHBOOK_HOME"], "/tmp"]
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""


def test_the_timer_makes_up_for_a_start_that_was_missed() -> None:
    timer = files.unit("blushbook.timer")
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Timer"]["RandomizedDelaySec"]
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert "Install" not in files.unit("blushbook.service"), "the timer starts it, not the machine"


def test_the_workflow_asks_every_day_and_never_runs_beside_itself() -> None:
    workflow = files.workflow()
    [schedule] = workflow[True]["schedule"]
    [job] = read_crontab(f"{schedule['cron']} true\n").jobs
    assert re.fullmatch(r"\d+ \d+ \* \* \*", job.when)
    assert workflow["concurrency"] == {"group": "blushbook", "cancel-in-progress": False}


def test_the_workflow_keeps_the_data_whatever_became_of_the_run() -> None:
    steps = files.steps()
    names = list(steps)
    assert names.index("Restore the data folder") < names.index("Run") < names.index("Keep the data folder")
    for name in ("Pack the data folder", "Keep the data folder"):
        assert steps[name]["if"].startswith("always() && ")
    # GitHub turns schedules off after 60 days of quiet: the data must still be there when somebody turns it on.
    assert steps["Keep the data folder"]["with"]["retention-days"] > 60 + 7
    # A job ends after 360 minutes, whatever its steps still had to do.
    assert steps["Run"]["timeout-minutes"] < 360


def test_the_workflow_puts_only_what_was_published_on_the_pages() -> None:
    run, publish = files.workflow()["jobs"]["run"], files.workflow()["jobs"]["publish"]
    assert publish["needs"] == "run"
    assert publish["if"] == "needs.run.outputs.is-published == 'true'"
    assert run["outputs"] == {"is-published": "${{ steps.run.outputs.is-published }}"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}


SCRIPTS = {
    **{f"crontab {job.when}": ("sh", job.command) for job in files.crontab().jobs},
    **{f"workflow {name}": ("bash", step["run"]) for name, step in files.steps().items() if "run" in step},
    **{
        f"README {block.split()[0]} {number}": ("sh", block)
        for number, block in enumerate(re.findall(r"(?:^    .+\n)+", README, re.MULTILINE))
    },
}


@pytest.mark.parametrize("where", SCRIPTS)
def test_every_line_is_sound_shell(where: str) -> None:
    shell, script = SCRIPTS[where]
    checked = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    # GitHub would paste what stands in braces into the script before any shell reads it.
    assert "${{" not in script


def test_the_readme_names_what_there_is() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (files.FOLDER / target).exists(), target
    for path in re.findall(r"docs/schedule/\S+", README):
        assert (ROOT / path).exists(), path
    for status in (*range(6), 130):
        assert f"\n| {status} |" in README
