"""Whether it is time for a run: a schedule asks often, and a run that was missed or failed is made up for."""

from datetime import datetime, timedelta

from pipeline.home import Home
from pipeline.run import RUN_ID_PATTERN, began_at
from pipeline.state import State


def is_due(home: Home, now: datetime, days: float) -> bool:
    """Whether no release is younger than so many days.

    The newest release counts, not the one that readers are pointed at: who goes back to an earlier one wants to stay
    there until the next run is due. A release is as old as the start of its run, so that long runs do not shift a week.
    """
    newest = newest_release(home)
    return newest is None or (now - newest) / timedelta(days=1) >= days


def newest_release(home: Home) -> datetime | None:
    """When the run of the newest release began; null where nothing is published yet."""
    # What is not named as a run is a release that is not finished, or not ours. Of a run that was stopped before it had
    # pointed readers at its release, the release is there and counts for nothing yet.
    outcomes = {run.run_id: run.outcome for run in State(home.state).runs()} if home.state.exists() else {}
    current = home.current.resolve().name
    finished = [
        folder.name
        for folder in home.releases.glob("*")
        if RUN_ID_PATTERN.fullmatch(folder.name)
        and (folder.name == current or outcomes.get(folder.name, "published") == "published")
    ]
    return max(map(began_at, finished), default=None)
