"""The summary of a run for machines: one JSON file a run, whatever became of it.

All lie in one folder, `runs/` under the home folder: a run that failed has no release to lay its summary into, and a
release is never written again. `docs/summary.md` says what each entry is; the tests keep the two together.
"""

import json
import os
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipeline import settings
from pipeline.about import SOFTWARE_VERSION
from pipeline.errors import BlushBookError
from pipeline.home import Home
from pipeline.state import State
from reports.rows import query_rows

SUMMARY_VERSION = 1
"""Raised when an entry changes its meaning or goes; new entries may come without."""

_HEALTH = """select source, measure, value, sample from source_health
             where run_id = (select max(value) from about where name = 'run_id') order by source, measure"""
_CHECKS = """select table_name, expectation, severity, why, rows_unexpected, examples
             from quality_check where not is_met order by severity, table_name, expectation"""


def write_summary(home: Home, run_id: str, outcome: str, error: BaseException | None = None) -> Path:
    """Write how a run ended, in one step: a reader sees the former summary of this run or the whole new one."""
    path = home.summary(run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    # A message may name a file whose name is no text: what cannot be encoded is written as JSON escapes it.
    with unfinished.open("w", encoding="utf-8", errors="backslashreplace") as file:
        json.dump(_summary(home, run_id, outcome, error), file, ensure_ascii=False, indent=2, default=_plain)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path


def exit_status(outcome: str, error: BaseException | None) -> int | None:
    """The exit status of a command that ends so; null where it was killed and nobody saw it."""
    if error is None:
        return None if outcome == "stopped" else 0
    if isinstance(error, BlushBookError):
        return error.exit_status
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def _summary(home: Home, run_id: str, outcome: str, error: BaseException | None) -> dict[str, Any]:
    record = next((run for run in State(home.state).runs() if run.run_id == run_id), None)
    return {
        "schema_version": SUMMARY_VERSION,
        "software_version": SOFTWARE_VERSION,
        "run_id": run_id,
        "outcome": outcome,
        "exit_status": exit_status(outcome, error),
        "message": (record and record.message) if error is None else f"{error}" or type(error).__name__,
        "started_at": None if record is None else record.started_at,
        "ended_at": settings.now(),
        "stages": [] if record is None else [asdict(stage) for stage in record.stages],
        **_told_by_database(home, run_id, outcome),
        "paths": _paths(home, run_id),
    }


def _told_by_database(home: Home, run_id: str, outcome: str) -> dict[str, Any]:
    """What only the run's database tells; empty where there is none, or the run ended before it was audited."""
    told: dict[str, Any] = {"sources": {}, "alerts": [], "checks_failed": [], "headline": []}
    released = home.release(run_id) / home.database.name
    database = released if released.exists() else home.build(run_id)
    # A build that is no release is whole only where its audit refused it: else it may lie there from a former attempt.
    if not database.exists() or not (database == released or outcome == "refused"):
        return told
    try:
        with duckdb.connect(str(database.resolve()), read_only=True) as connection:
            for source, measure, value, sample in connection.execute(_HEALTH).fetchall():
                told["sources"].setdefault(source, {})[measure] = {"value": value, "sample": sample}
            critical = settings.critical_sources()
            told["alerts"] = [
                {**alert, "is_critical": alert["source"] in critical}
                for alert in query_rows(connection, "from source_alert")
            ]
            told["checks_failed"] = query_rows(connection, _CHECKS)
            told["headline"] = query_rows(connection, "from headline")
    except (duckdb.Error, BlushBookError):
        return told  # A release of a former version: it has no such tables, and is not the worse for it.
    return told


def _paths(home: Home, run_id: str) -> dict[str, Path | None]:
    release = home.release(run_id)
    paths = {
        "raw": home.raw(run_id),
        "staged": home.staged(run_id),
        "build": home.build(run_id),
        "release": release,
        "database": release / home.database.name,
        "report": release / home.report.name,
    }
    there = {name: path if path.exists() else None for name, path in paths.items()}
    return {"home": home.path, **there, "summary": home.summary(run_id)}


def _plain(value: object) -> Any:
    """What JSON has no word for: money as a number, days and moments as ISO 8601, paths as text."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
