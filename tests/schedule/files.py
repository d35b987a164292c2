"""The schedule files as they are read by who runs them, moved to a folder of a test."""

import configparser
import fcntl
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT
from tests.schedule.crontab import Crontab, read_crontab

FOLDER = ROOT / "docs" / "schedule"
PLACE = "/srv/blushbook"


def read(name: str, place: object = PLACE) -> str:
    """A schedule file as its text; another place stands for /srv/blushbook wherever it is written."""
    return (FOLDER / name).read_text(encoding="utf-8").replace(PLACE, str(place))


def crontab(place: object = PLACE) -> Crontab:
    """The crontab, read as cron reads it."""
    return read_crontab(read("crontab", place))


def unit(name: str, place: object = PLACE) -> configparser.ConfigParser:
    """A unit of systemd. A key that is given twice keeps all of its values, one a line."""
    parser = configparser.ConfigParser(
        strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#", ";"), dict_type=_Lists
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(read(name, place))
    return parser


class _Lists(dict[str, Any]):
    """Collects what configparser sets again: `Environment=` may be given more than once."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, list) and isinstance(self.get(key), list):
            value = [*self[key], *value]
        super().__setitem__(key, value)


def service_environment(place: object = PLACE) -> dict[str, str]:
    """The variables that the service sets."""
    lines = unit("blushbook.service", place)["Service"]["Environment"].split("\n")
    return dict(pair.split("=", 1) for line in lines for pair in shlex.split(line))


def workflow() -> dict[Any, Any]:
    """The workflow; YAML 1.1 reads its key `on` as the truth value."""
    loaded: dict[Any, Any] = yaml.safe_load(read("blushbook.yml"))
    return loaded


def steps() -> dict[str, dict[str, Any]]:
    """The steps of the workflow's run, by name, else by the action they use."""
    return {step.get("name") or step["uses"].split("@")[0]: step for step in workflow()["jobs"]["run"]["steps"]}


def command_lines() -> dict[str, list[str]]:
    """The call of `blushbook` on every line that has one, as its words, by where it stands."""
    lines = {f"crontab {job.when}": job.command for job in crontab().jobs}
    lines["service"] = unit("blushbook.service")["Service"]["ExecStart"]
    lines["workflow"] = steps()["Run"]["run"]
    return {where: _call(line) for where, line in lines.items()}


def _call(line: str) -> list[str]:
    [call] = re.findall(r"(?<!\S)(?:\S*/)?blushbook run[^\n>|&;]*", line)
    return shlex.split(call)


def install(place: Path) -> None:
    """Put the command where the files expect it: the real one, behind a name of its own."""
    command = place / ".venv" / "bin" / "blushbook"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(Path(sys.executable).with_name("blushbook")))} "$@"\n')
    command.chmod(0o755)


@contextmanager
def another_run(home: Path) -> Iterator[None]:
    """Hold the lock of a home folder for the length of a `with` block, as a run does."""
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
