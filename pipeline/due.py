"""Whether it is time for a run: a schedule asks often, and a run that was missed or failed is made up for."""

from datetime import datetime, timedelta

from pipeline.home import Home
from pipeline.run import RUN_ID_PATTERN, began_at


def is_due(home: Home, now: datetime, days: float) -> bool:
    """Whether no release is younger than so many days.

    The newest release counts, not the one that readers are pointed at: who goes back to an earlier one wants to stay
    there until the next run is due. A release is as old as the start of its run, so that long runs do not shift a week.
    """
    newest = newest_release(home)
    return newest is None or (now - newest) / timedelta(days=1) >= days


def newest_release(home: Home) -> datetime | None:
    """When the run of the newest release began; null where nothing is published yet."""
    # What is not named as a run is a release that is not finished, or not ours.
    finished = [folder.name for folder in home.releases.glob("*") if RUN_ID_PATTERN.fullmatch(folder.name)]
    return max(map(began_at, finished), default=None)
