"""The commands that are called when a run ends: however they behave, they cannot hide what ended it."""

import json
import sys
from pathlib import Path

import pytest

from pipeline import notify
from pipeline.errors import NothingUsableError
from pipeline.notify import notifying


def summary(folder: Path, outcome: str, alerts: int = 0) -> Path:
    path = folder / "a run's summary.json"
    path.write_text(json.dumps({"outcome": outcome, "run_id": "r", "exit_status": 0, "alerts": [{}] * alerts}))
    return path


@pytest.mark.parametrize(
    ("outcome", "alerts", "called"),
    [
        ("published", 0, []),
        ("published", 1, ["alert"]),
        ("crawled", 0, []),
        ("normalized", 0, []),
        ("failed", 0, ["failure"]),
        ("refused", 0, ["failure"]),
        ("stopped", 0, ["failure"]),
        ("refused", 2, ["failure", "alert"]),
    ],
)
def test_who_is_called_when(
    outcome: str, alerts: int, called: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("failure", "alert"):
        note = f"open({str(tmp_path / 'calls')!r}, 'a').write('{name} ')"
        monkeypatch.setenv(f"BLUSHBOOK_ON_{name.upper()}", f'{sys.executable} -c "{note}"')
    with notifying() as ended:
        ended.append(summary(tmp_path, outcome, alerts))
    calls = tmp_path / "calls"
    assert (calls.read_text().split() if calls.exists() else []) == called


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/nowhere/to/be/found", "/nowhere/to/be/found could not be called"),
        ("false", "false ended with 1"),
        ("sh -c 'kill -9 $$'", "sh ended with -9"),
        ("sh -c 'sleep 50 & sleep 50'", "sh was stopped, it took longer than 0.2 s"),
    ],
)
def test_a_command_that_fails_is_told_and_hides_nothing(
    command: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BLUSHBOOK_ON_FAILURE", command)
    monkeypatch.setattr(notify, "LONGEST_SECONDS", 0.2)
    with pytest.raises(NothingUsableError, match="what ended it"), notifying() as ended:
        ended.append(summary(tmp_path, "failed"))
        raise NothingUsableError("what ended it")
    assert told in capfd.readouterr().err


def test_a_summary_that_was_taken_away_hides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLUSHBOOK_ON_FAILURE", "false")
    with pytest.raises(NothingUsableError, match="what ended it"), notifying() as ended:
        ended.append(tmp_path / "nothing.json")
        raise NothingUsableError("what ended it")


def test_nothing_is_expanded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BLUSHBOOK_ON_FAILURE", "echo $HOME `id` * 'a b' ; rm")
    with notifying() as ended:
        ended.append(summary(tmp_path, "failed"))
    captured = capfd.readouterr()
    assert captured.err == f"$HOME `id` * a b ; rm {tmp_path}/a run's summary.json\n"
    assert captured.out == ""
