"""Makes the tables anew from the raw files of all runs, by the rules of today."""

import duckdb

from pipeline.errors import BlushBookError, NothingUsableError
from pipeline.home import Home
from pipeline.publish import publish
from pipeline.run import Run, began_at
from pipeline.staging import stage, staged_tables


def rebuild_runs(this: Run) -> None:
    """Publish what all runs brought, normalized anew; the raw files are the truth, and no release is needed."""
    run_ids, is_published = _lineage(this.home), this.home.database.exists()
    usable: list[str] = []
    with this.stage("normalize", "reading the raw files of all runs") as counts:
        for number, run_id in enumerate(run_ids, 1):
            this.progress.tell(f"run {number} of {len(run_ids)}: {run_id}")
            try:
                stage(run_id, began_at(run_id), this.home.raw(run_id), this.home.staged(run_id))
            except NothingUsableError as error:
                # A crawl that came to nothing leaves a raw folder too; only a release can say that it never counted.
                is_last_hope = run_id == run_ids[-1] and not usable
                if is_published or is_last_hope:
                    raise
                this.progress.tell(f"left out: {error}")
            else:
                usable.append(run_id)
        counts["runs"] = len(usable)
    publish(this, [staged_tables(this.home.staged(run_id)) for run_id in usable], None)


def _lineage(home: Home) -> list[str]:
    """The runs that readers see the prices of, the oldest first: those of the current release, else all with raw files.

    What was refused, or was left behind by going back to an older release, is in no table and stays out.
    """
    with_raw = sorted(path.name for path in home.raw_folders())
    if home.database.exists():
        with duckdb.connect(str(home.database), read_only=True) as connection:
            published = {row[0] for row in connection.execute("select run_id from run").fetchall()}
        missing = published - set(with_raw)
        if missing:
            raise BlushBookError(
                f"the raw files of {', '.join(sorted(missing))} are gone from {home.path / 'raw'}:"
                " without them the tables cannot be made again"
            )
        with_raw = sorted(published)
    if not with_raw:
        raise BlushBookError(f"there are no raw files under {home.path}: `blushbook run` makes them")
    return with_raw
