"""Reads a user's crontab as cron does, and refuses what cron would refuse or would run otherwise than it looks."""

import re
from dataclasses import dataclass

_FIELDS = {"minute": (0, 59), "hour": (0, 23), "day of month": (1, 31), "month": (1, 12), "day of week": (0, 7)}
_NICKNAMES = {"@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly"}
_PART = re.compile(r"(?:\*|(\d+)(?:-(\d+))?)(?:/([1-9]\d*))?")


@dataclass(frozen=True)
class Job:
    """One line that cron runs: when, and the command its shell gets."""

    when: str
    command: str


@dataclass(frozen=True)
class Crontab:
    """The variables a crontab sets and the jobs it runs."""

    variables: dict[str, str]
    jobs: tuple[Job, ...]


def read_crontab(text: str) -> Crontab:
    """Read a crontab; raises `ValueError` with the line that cron could not use."""
    if not text.endswith("\n"):
        raise ValueError("cron ignores a last line without an end")
    variables: dict[str, str] = {}
    jobs = []
    for line in (line.strip() for line in text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if assignment := re.fullmatch(r"""(\w+)\s*=\s*(["']?)(.*)\2""", line):
            variables[assignment[1]] = assignment[3]
        else:
            jobs.append(_job(line))
    return Crontab(variables, tuple(jobs))


def _job(line: str) -> Job:
    parts = line.split(maxsplit=1 if line.startswith("@") else 5)
    *when, command = parts
    if when[:1] and when[0].startswith("@"):
        if when[0] not in _NICKNAMES:
            raise ValueError(f"{when[0]} is no time: {line}")
    elif len(when) != len(_FIELDS):
        raise ValueError(f"five fields and a command are wanted: {line}")
    else:
        for (name, (lowest, highest)), field in zip(_FIELDS.items(), when, strict=True):
            if not all(_is_within(part, lowest, highest) for part in field.split(",")):
                raise ValueError(f"{field} is no {name}: {line}")
    if re.search(r"(?<!\\)%", command):
        raise ValueError(f"cron ends the command at a bare %: {line}")
    return Job(" ".join(when), command)


def _is_within(part: str, lowest: int, highest: int) -> bool:
    match = _PART.fullmatch(part)
    if match is None:
        return False
    bounds = [int(bound) for bound in match.groups()[:2] if bound]
    return bounds == sorted(bounds) and all(lowest <= bound <= highest for bound in bounds)
