"""Build, audit, report and flip: nothing that fails its audit is ever seen by a reader."""

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipeline import settings
from pipeline.errors import AuditRefusedError
from pipeline.home import Home
from pipeline.quality.audit import Check
from pipeline.run import RUN_ID_PATTERN, Run, began_at
from pipeline.staging import staged_tables
from warehouse.build import Batch


def publish_run(this: Run) -> None:
    """Publish a normalized run on top of the current release. One that has its release already is only flipped to."""
    from warehouse.release import flip

    home = this.home
    if home.release(this.run_id).is_dir():
        with this.stage("publish", f"pointing readers at the release of {this.run_id}, which is there already"):
            flip(home.release(this.run_id), home.current)
        return
    publish(
        this, [staged_tables(home.staged(this.run_id))], home.database.resolve() if home.database.exists() else None
    )


def publish(this: Run, batches: Sequence[Batch], release: Path | None) -> None:
    """Publish what runs brought, on top of a release, if there is one: write, audit, publish."""
    database = this.home.build(this.run_id)
    _build(this, database, batches, release)
    _audit(this, database)
    unfinished = _report(this, database)
    _release(this, unfinished)


def _build(this: Run, database: Path, batches: Sequence[Batch], release: Path | None) -> None:
    from pipeline.provider_tables import fill_providers
    from warehouse.build import build

    with this.stage("build", "building the database") as counts:
        counts |= build(database, batches, release, fill_providers)


def _audit(this: Run, database: Path) -> None:
    from pipeline.alerts import alerts, warn
    from pipeline.quality.audit import audit
    from warehouse.build import insert_quality_checks

    with this.stage("audit", "checking every table") as counts:
        checks = audit(database)
        insert_quality_checks(database, [check.as_row() for check in checks])
        refusing = [check for check in checks if check.refuses]
        counts |= {"checks": len(checks), "warnings": sum(not check.is_met for check in checks) - len(refusing)}
        unusual = alerts(database)
        if unusual:
            counts["alerts"] = len(unusual)
    warn(unusual)
    _tell_warnings(checks)
    if refusing:
        told = "; ".join(
            f"{check.table_name}: {check.expectation}, found {check.examples} ({check.why})" for check in refusing[:5]
        )
        raise AuditRefusedError(
            f"{len(refusing)} critical checks failed, nothing is published: {told}. The build is kept: {database}"
        )


def _tell_warnings(checks: Sequence[Check]) -> None:
    """Tell each warning in a line; what is unusual about a source is told in a reader's words already."""
    for check in checks:
        if not check.is_met and not check.refuses and check.table_name != "source_health_band":
            found = f", found {check.examples}" if check.examples else ""
            print(f"blushbook: WARNING {check.table_name}: {check.expectation}{found} ({check.why})", file=sys.stderr)


def _report(this: Run, database: Path) -> Path:
    from reports.report import write_report
    from warehouse.release import copy_database, export

    home = this.home
    unfinished = home.releases / f".{this.run_id}.unfinished"
    with this.stage("report", "drawing the report"):
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        copy_database(database, unfinished / home.database.name)
        export(unfinished / home.database.name, unfinished / "exports")
        write_report(unfinished / home.database.name, unfinished / home.report.name)
    return unfinished


def _release(this: Run, unfinished: Path) -> None:
    from warehouse.release import finish, flip

    home = this.home
    with this.stage("publish", "putting the release in place") as counts:
        former = home.current.resolve()
        finish(unfinished, home.release(this.run_id))
        flip(home.release(this.run_id), home.current)
        try:
            home.clear_build(this.run_id)
            removed = remove_old_releases(home, former)
        except OSError as error:  # it is published: what cannot be removed does not undo that
            this.progress.tell(f"what is no longer needed could not be removed: {error}")
        else:
            counts |= {"old_releases_removed": removed} if removed else {}


def remove_old_releases(home: Home, former: Path) -> int:
    """Remove releases beyond those to keep, and what was staged for them; the current one stays, however old it is.

    So does the former one, which readers had before: one that is just opening it has found it and not opened it yet.
    Nothing is lost: `blushbook rebuild` makes the tables from the raw files, which are kept for good.
    """
    # What is not named as a run is not finished, or not ours.
    releases = sorted((path for path in home.releases.iterdir() if RUN_ID_PATTERN.fullmatch(path.name)), key=_age)
    kept = {home.current.resolve(), former}
    old = [path for path in releases[: -settings.releases_to_keep()] if path not in kept]
    for release in old:
        shutil.rmtree(release)
        shutil.rmtree(home.staged(release.name), ignore_errors=True)
    return len(old)


def _age(release: Path) -> tuple[datetime, int]:
    """What releases are sorted by: as text, the tenth of a second would come before the second."""
    return began_at(release.name), int(release.name[19:] or 1)
