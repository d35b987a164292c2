"""A run: crawl, normalize, build, audit, report, publish. One that was killed is gone on with by the next."""

import re
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from pipeline import settings
from pipeline.crawl import CrawlRequest, crawl
from pipeline.errors import AuditRefusedError, BlushBookError
from pipeline.home import Home
from pipeline.lock import lock
from pipeline.notify import notifying
from pipeline.obstacle import is_of_the_disk, noted
from pipeline.progress import Progress
from pipeline.staging import stage
from pipeline.state import State

_RUN_ID = "%Y-%m-%dT%H%M%SZ"
RUN_ID_PATTERN = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?")


@dataclass(frozen=True)
class Run:
    """One run in a home folder, and who is told about it."""

    home: Home
    run_id: str
    started_at: datetime
    state: State
    progress: Progress
    done: frozenset[str] = frozenset()
    """The stages that ended well before this run was stopped."""

    @contextmanager
    def stage(self, name: str, doing: str) -> Iterator[dict[str, int]]:
        """Do one stage in a `with` block: it is announced, timed and noted with what the block counts."""
        self.state.begin_stage(self.run_id, name, settings.now())
        began = time.monotonic()
        with noted(f"{name} of run {self.run_id} in {self.home.path}"), self.progress.stage(name, doing) as counts:
            yield counts
        self.state.end_stage(self.run_id, name, time.monotonic() - began, counts)


def run(home: Home, request: CrawlRequest) -> None:
    """Do everything, from crawl to published report; or what a run that was killed had left of it.

    Raises a `BlushBookError` with the exit status of what went wrong. Whatever happens, readers keep the last release.
    """
    from pipeline.publish import publish_run

    request.check()
    # A setting that cannot be read is told before anything is crawled.
    settings.article_date(), settings.critical_sources(), settings.releases_to_keep()
    with begin(home, "published", stages=6, task=_task(request)) as this:
        # Great Expectations takes seconds to import: it does so while the spiders work in a process of their own.
        threading.Thread(target=import_module, args=("great_expectations",), daemon=True).start()
        if "crawl" not in this.done:
            crawl_run(this, request)
        if "normalize" not in this.done or not home.staged(this.run_id).is_dir():
            normalize_run(this)
        publish_run(this)


def _task(request: CrawlRequest) -> str:
    """What tells a run that is to be gone on with from others."""
    return " ".join(["run", *request.sources, *request.seeds, *([f"shard {request.shard}"] if request.shard else [])])


@contextmanager
def begin(home: Home, outcome: str, stages: int, run_id: str | None = None, task: str = "") -> Iterator[Run]:
    """Hold the lock for a run; note how it ends: with `outcome` if it ends well.

    It is the run whose id is given; else, where a `task` is, the one that was stopped while it was at it; else a new
    one. What a full disk or a missing permission ended counts as stopped: a crawl of hours is not made twice.
    """
    if run_id is not None:
        _must_be_a_run(home, run_id)
        if outcome != "published" and home.release(run_id).is_dir():
            raise BlushBookError(
                f"run {run_id} is published, and a release stays as it is: `blushbook run` makes a new one"
            )
    # Commands are called when the lock is free again: they may be ours.
    with notifying() as ended, lock(home.lock):
        state, progress = State(home.state), Progress(stages)
        for killed in state.end_dead_runs():
            ended += _summarized(home, killed, "stopped")
        home.clear_unfinished()
        stopped = state.stopped_run(task) if task else None
        if stopped:
            run_id = stopped.run_id
            progress.tell(f"going on with run {run_id}, which was stopped")
        started_at = settings.now() if run_id is None else began_at(run_id)
        this = Run(
            home,
            run_id or _new_run_id(home, state, started_at),
            started_at,
            state,
            progress,
            stopped.done if stopped else frozenset(),
        )
        state.begin_run(this.run_id, started_at, task)
        try:
            yield this
        except AuditRefusedError as error:
            _note_end(this, "refused", str(error))
            ended += _summarized(home, this.run_id, "refused", error)
            raise
        except BaseException as error:
            ending = "stopped" if isinstance(error, Exception) and is_of_the_disk(error) else "failed"
            _note_end(this, ending, f"{error}" or type(error).__name__)
            ended += _summarized(home, this.run_id, ending, error)
            raise
        state.end_run(this.run_id, outcome)
        ended += _summarized(home, this.run_id, outcome)


def _note_end(this: Run, outcome: str, message: str) -> None:
    """Note how a run ended; where even that cannot be written, the error that ended it is what is told.

    What it left half made goes first, but for a build that was refused: on a full disk that makes room for the note.
    """
    with suppress(OSError):
        if outcome != "refused":
            this.home.clear_build(this.run_id)
    with suppress(OSError):
        this.home.clear_unfinished()
    with suppress(sqlite3.Error, OSError):
        this.state.end_run(this.run_id, outcome, message)


def _summarized(home: Home, run_id: str, outcome: str, error: BaseException | None = None) -> list[Path]:
    """Write a run's summary; where that cannot be done it is told, and nothing else changes."""
    from pipeline.summary import write_summary

    try:
        return [write_summary(home, run_id, outcome, error)]
    except (OSError, sqlite3.Error) as why:
        print(f"blushbook: the summary of {run_id} could not be written: {why}", file=sys.stderr, flush=True)
        return []


def crawl_run(this: Run, request: CrawlRequest) -> None:
    """Crawl the sources into raw files."""
    this.state.note_sources(this.run_id, request.sources)
    with this.stage("crawl", "asking the sites" if request.live else "reading the recorded facts") as counts:
        counts |= crawl(this.home, this.run_id, request, this.progress.tell)


def normalize_run(this: Run) -> None:
    """Turn a run's raw items into staged tables."""
    raw_folder = this.home.raw(this.run_id)
    if not raw_folder.is_dir():
        raise BlushBookError(f"run {this.run_id} has no raw files ({raw_folder}): crawl first")
    with this.stage("normalize", "reading prices, places and currencies") as counts:
        counts |= stage(this.run_id, this.started_at, raw_folder, this.home.staged(this.run_id))


def newest_run(home: Home) -> str:
    """The id of the run that began last."""
    runs = State(home.state).runs() if home.state.exists() else []
    if not runs:
        raise BlushBookError(f"there is no run under {home.path} yet: `blushbook crawl` makes one")
    return runs[0].run_id


def _new_run_id(home: Home, state: State, started_at: datetime) -> str:
    """The start in UTC; a second run within the second, or under a clock that stands still, gets a number."""
    start = started_at.strftime(_RUN_ID)
    run_id, number = start, 1
    known = {run.run_id for run in state.runs()}
    while run_id in known or any(
        path.exists() for path in (home.raw(run_id), home.staged(run_id), home.release(run_id))
    ):
        number += 1
        run_id = f"{start}-{number}"
    return run_id


def _must_be_a_run(home: Home, run_id: str) -> None:
    """Refuse an id that is none, before anything is written: it becomes the name of folders."""
    folders = (home.raw(run_id), home.staged(run_id), home.release(run_id))
    if not RUN_ID_PATTERN.fullmatch(run_id) or not any(folder.is_dir() for folder in folders):
        raise BlushBookError(f"{run_id!r} is no run under {home.path}: `blushbook runs` lists them")


def began_at(run_id: str) -> datetime:
    """When a run began, as its id tells."""
    return datetime.strptime(run_id[:18], _RUN_ID).replace(tzinfo=UTC)
