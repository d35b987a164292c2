"""What `blushbook runs` and `blushbook sources` print."""

import json
from collections.abc import Sequence

from crawler.source import all_sources
from pipeline.home import Home
from pipeline.state import StageRecord, State


def list_runs(home: Home) -> str:
    """Every run, the newest first; the one that readers see is marked."""
    current = home.current.resolve().name if home.current.exists() else None
    if not home.state.exists():
        return f"No runs under {home.path} yet: `blushbook run` makes one."
    rows = [("run", "outcome", "stages", "what ended it, and warnings")]
    rows += [
        (
            f"{'* ' if run.run_id == current else '  '}{run.run_id}",
            run.outcome,
            ", ".join(_told(stage) for stage in run.stages),
            "; ".join([*([run.message] if run.message else []), *_warnings(home, run.run_id)]),
        )
        for run in State(home.state).runs()
    ]
    return f"{aligned(rows)}\n* is what readers see."


def list_sources() -> str:
    """Every source: its name, how its pages are had, and what it is."""
    rows = [("source", "kind", "what it is")]
    rows += [(source.name, source.capture_kind, f"{source.title}. {source.about}") for source in all_sources().values()]
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns of text; the last column is as wide as it needs."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return "\n".join(
        "  ".join([cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [row[-1]]).rstrip()
        for row in rows
    )


def _warnings(home: Home, run_id: str) -> list[str]:
    """What the run's summary warns of; none where it has no summary, as one that was killed."""
    try:
        return [f"WARNING {alert['told']}" for alert in json.loads(home.summary(run_id).read_text("utf-8"))["alerts"]]
    except (OSError, ValueError):
        return []


def _told(stage: StageRecord) -> str:
    took = "unfinished" if stage.seconds is None else f"{stage.seconds:.1f} s"
    counts = "".join(f", {count} {what.replace('_', ' ')}" for what, count in stage.counts.items())
    return f"{stage.stage} ({took}{counts})"
