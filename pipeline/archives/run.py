"""Reads archives into the raw folder of a run."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.archives.attempt import FOLDER as ATTEMPTS
from crawler.archives.partition import Job, Partition, finished
from crawler.archives.plan import partitions_of, revisit_partitions
from crawler.archives.remote import RemoteError, is_remote, remote_of_process
from crawler.manners.agent import user_agent
from crawler.options import NO_CONTACT
from pipeline import settings
from pipeline.archives.executor import Execute, finish_all
from pipeline.errors import BlushBookError, NothingUsableError, UsageError
from pipeline.home import Home
from pipeline.salt import read_salt
from warehouse.release import sync

_READ = ("ok", "unchanged")


@dataclass(frozen=True, kw_only=True)
class ArchiveRequest:
    """Which files are read, and where: in `processes` of this machine, or on the cluster of a `scheduler`."""

    files: tuple[str, ...]
    processes: int
    scheduler: str | None = None

    def check(self) -> None:
        """Raise `UsageError` for what cannot be read."""
        for file in self.files:
            if not is_remote(file) and not Path(file).is_file():
                raise UsageError(f"there is no file {file}")
        if self.scheduler is not None and "://" not in self.scheduler:
            raise UsageError(f"--scheduler={self.scheduler!r} is no address: write it as tcp://host:8786")

    def execute(self) -> Execute:
        """How partitions are read."""
        if self.scheduler is not None:
            from pipeline.archives.cluster import on_cluster

            return on_cluster(self.scheduler)
        from pipeline.archives.processes import on_processes

        return on_processes(self.processes)


def read_archives(home: Home, run_id: str, request: ArchiveRequest, tell: Callable[[str], None]) -> dict[str, int]:
    """Read files, or what a run that was stopped had not read of them; returns what was counted.

    Raises `NothingUsableError` where no page could be read.
    """
    folder = home.raw(run_id)
    folder.mkdir(parents=True, exist_ok=True)
    job = job_of(home, folder)
    execute = request.execute()
    files = tuple(file if is_remote(file) else str(Path(file).resolve()) for file in request.files)
    try:
        partitions = partitions_of(files, remote_of_process(job.requests_per_second, job.agent))
        _finish(partitions, job, execute, "partitions", tell)
        revisits = revisit_partitions([(one, _manifest(one, job)) for one in partitions], job)
        _finish(revisits, job, execute, "partitions of revisits", tell)
    except RemoteError as error:
        raise BlushBookError(str(error)) from error
    counts = _counts([_manifest(partition, job) for partition in (*partitions, *revisits)])
    _tidy(folder)
    return counts


def job_of(home: Home, folder: Path) -> Job:
    """What all partitions of a run share."""
    return Job(
        folder=str(folder),
        now=settings.now(),
        agent=user_agent(settings.contact() or NO_CONTACT),
        salt=read_salt(home.salt),
        requests_per_second=settings.archive_requests(),
    )


def _finish(
    partitions: Sequence[Partition], job: Job, execute: Execute, what: str, tell: Callable[[str], None]
) -> None:
    finish_all(partitions, job, execute, lambda done, of: tell(f"{done} of {of} {what}"))


def _manifest(partition: Partition, job: Job) -> dict[str, Any]:
    manifest = finished(partition, job)
    if manifest is None:
        raise BlushBookError(f"{job.manifest(partition)} is gone, or its file was changed while it was read")
    return manifest


def _counts(manifests: Sequence[dict[str, Any]]) -> dict[str, int]:
    outcomes: Counter[str] = Counter()
    for manifest in manifests:
        outcomes.update(manifest["outcomes"])
    read = sum(outcomes[outcome] for outcome in _READ)
    if not read:
        told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()) or "they hold no captures"
        raise NothingUsableError(f"no page could be read from these files ({told})")
    items = sum(manifest["items"] for manifest in manifests)
    return {"raw_items": items, "captures": outcomes.total(), "captures_not_read": outcomes.total() - read}


def _tidy(folder: Path) -> None:
    """Remove what dead attempts left, and see to it that the rest is on the disk."""
    shutil.rmtree(folder / ATTEMPTS, ignore_errors=True)
    for leftover in folder.glob(".*.unfinished"):
        leftover.unlink(missing_ok=True)
    for path in (folder, folder.parent):
        sync(path)
