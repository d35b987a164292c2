"""What runs there were and how far each came, in `state.sqlite`."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.migration import migrate
from pipeline.obstacle import noted

_STEPS = [
    [
        """create table if not exists run (
            run_id text primary key, started_at text not null, outcome text not null, message text
        )""",
        """create table if not exists stage (
            run_id text not null references run, stage text not null, started_at text not null, seconds real,
            counts text not null default '{}', primary key (run_id, stage)
        )""",
    ],
    [
        # What a run was asked to do, so that the next one can go on with it.
        "alter table run add column task text not null default ''",
        "alter table run add column attempts integer not null default 1",
    ],
    # All sources that a run crawls: it may be stopped before it comes to the last of them.
    ["alter table run add column sources text not null default ''"],
]
MOST_ATTEMPTS = 3
"""A run that was stopped this often is what stops it: the next one begins anew."""


@dataclass(frozen=True)
class StageRecord:
    """One stage of a run; `seconds` is null while it is going on and where it never ended."""

    stage: str
    seconds: float | None
    counts: dict[str, int]


@dataclass(frozen=True)
class RunRecord:
    """One run: `outcome` is how far it came or how it ended, `message` what ended it."""

    run_id: str
    started_at: datetime
    outcome: str
    message: str | None
    task: str
    attempts: int
    stages: tuple[StageRecord, ...]

    @property
    def done(self) -> frozenset[str]:
        """The stages that ended well."""
        return frozenset(stage.stage for stage in self.stages if stage.seconds is not None)


class State:
    """The state file of a home folder. Every change is on the disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with noted(str(path)), closing(sqlite3.connect(path, isolation_level=None)) as connection:
            migrate(connection, "runs", _STEPS)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with noted(str(self._path)), closing(sqlite3.connect(self._path)) as connection, connection:
            yield connection

    def begin_run(self, run_id: str, started_at: datetime, task: str = "") -> None:
        """Note that a run has begun, or goes on. `task` tells what it was asked to do, for whoever goes on with it."""
        with self._open() as connection:
            connection.execute(
                "insert into run (run_id, started_at, outcome, task) values (?, ?, 'running', ?)"
                " on conflict (run_id) do update set outcome = 'running', message = null, attempts = attempts + 1",
                (run_id, started_at.isoformat(), task),
            )

    def note_sources(self, run_id: str, sources: Sequence[str]) -> None:
        """Note which sources a run crawls, before it does."""
        with self._open() as connection:
            connection.execute("update run set sources = ? where run_id = ?", (" ".join(sources), run_id))

    def sources(self, run_id: str) -> tuple[str, ...]:
        """The sources that a run crawls; none where it came to no crawl, or was crawled before they were noted."""
        with self._open() as connection:
            noted_sources = connection.execute("select sources from run where run_id = ?", (run_id,)).fetchone()
        return tuple(noted_sources[0].split()) if noted_sources else ()

    def stopped_run(self, task: str) -> RunRecord | None:
        """The run to go on with: the newest of this task, where it was stopped and may still be tried again."""
        newest = next((run for run in self.runs() if run.task == task), None)
        if newest is None or newest.outcome != "stopped" or newest.attempts >= MOST_ATTEMPTS:
            return None
        return newest

    def end_run(self, run_id: str, outcome: str, message: str | None = None) -> None:
        """Note how a run ended."""
        with self._open() as connection:
            connection.execute("update run set outcome = ?, message = ? where run_id = ?", (outcome, message, run_id))

    def end_dead_runs(self) -> list[str]:
        """Note of every run that never ended that it was stopped, and name them.

        Who calls this holds the lock, so none goes on.
        """
        with self._open() as connection:
            dead = connection.execute("select run_id from run where outcome = 'running' order by rowid").fetchall()
            connection.execute(
                "update run set outcome = 'stopped', message = 'it was killed, or the machine went down'"
                " where outcome = 'running'"
            )
        return [run_id for (run_id,) in dead]

    def begin_stage(self, run_id: str, stage: str, at: datetime) -> None:
        """Note that a stage has begun."""
        with self._open() as connection:
            connection.execute(
                "insert or replace into stage (run_id, stage, started_at) values (?, ?, ?)",
                (run_id, stage, at.isoformat()),
            )

    def end_stage(self, run_id: str, stage: str, seconds: float, counts: Mapping[str, int]) -> None:
        """Note that a stage has ended, how long it took, and what it counted."""
        with self._open() as connection:
            connection.execute(
                "update stage set seconds = ?, counts = ? where run_id = ? and stage = ?",
                (seconds, json.dumps(dict(counts)), run_id, stage),
            )

    def runs(self) -> list[RunRecord]:
        """Every run, the newest first, with its stages in the order they began."""
        with self._open() as connection:
            runs = connection.execute(
                "select run_id, started_at, outcome, message, task, attempts from run order by rowid desc"
            ).fetchall()
            stages = connection.execute("select run_id, stage, seconds, counts from stage order by rowid").fetchall()
        return [
            RunRecord(
                run_id,
                datetime.fromisoformat(started_at),
                outcome,
                message,
                task,
                attempts,
                tuple(
                    StageRecord(stage, seconds, json.loads(counts))
                    for of, stage, seconds, counts in stages
                    if of == run_id
                ),
            )
            for run_id, started_at, outcome, message, task, attempts in runs
        ]
