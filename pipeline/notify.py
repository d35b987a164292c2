"""Calls the commands that whoever runs this wants called when a run fails, or when a source is not as usual.

No shell is between: the setting is split into words as a shell would quote them, and nothing in it is expanded. So
nothing that was scraped, and no name of a folder, can become a command.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline import settings

LONGEST_SECONDS = 60
_FAILED = ("failed", "refused", "stopped")


@contextmanager
def notifying() -> Iterator[list[Path]]:
    """After the block, however it ended, call the commands for every summary that it put into the list.

    Raises `UsageError` before the block where a setting cannot be read. Whatever a command does, what ended the block
    is what is told, and its exit status is the run's.
    """
    on_failure, on_alert = settings.on_failure(), settings.on_alert()
    written: list[Path] = []
    try:
        yield written
    finally:
        for path in dict.fromkeys(written):
            summary = _read(path)
            if on_failure and summary["outcome"] in _FAILED:
                _call("BLUSHBOOK_ON_FAILURE", on_failure, path, summary)
            if on_alert and summary["alerts"]:
                _call("BLUSHBOOK_ON_ALERT", on_alert, path, summary)


def _read(path: Path) -> dict[str, Any]:
    """A summary; where somebody took it away, one that calls nothing."""
    try:
        summary: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _say(f"{path} cannot be read, no command is called: {error}")
        return {"outcome": None, "alerts": []}
    return summary


def _call(setting: str, command: Sequence[str], path: Path, summary: dict[str, Any]) -> None:
    told = {
        "BLUSHBOOK_SUMMARY": str(path),
        "BLUSHBOOK_RUN_ID": str(summary["run_id"]),
        "BLUSHBOOK_OUTCOME": str(summary["outcome"]),
        "BLUSHBOOK_EXIT_STATUS": "" if summary["exit_status"] is None else str(summary["exit_status"]),
    }
    try:
        with subprocess.Popen(  # noqa: S603 (no shell; the command is that of whoever runs us)
            [*command, str(path)],
            env={**os.environ, **told},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,  # our own stdout is for results
            start_new_session=True,
        ) as process:
            try:
                status = process.wait(LONGEST_SECONDS)
            except BaseException:
                # It may have started others: all of its session go.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                raise
    except subprocess.TimeoutExpired:
        _say(f"{setting}: {command[0]} was stopped, it took longer than {LONGEST_SECONDS} s")
    except (OSError, ValueError) as error:
        _say(f"{setting}: {command[0]} could not be called: {error}")
    else:
        if status:
            _say(f"{setting}: {command[0]} ended with {status}")


def _say(text: str) -> None:
    print(f"blushbook: {text}", file=sys.stderr, flush=True)
