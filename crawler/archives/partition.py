"""A partition: a file of captures or a part of one, read into one Parquet file of raw items and a manifest.

Nothing here knows who calls it: a process of this machine or a worker of a cluster. The manifest is written last: a
partition that has one is finished and not read again, whatever happened to who read it. Two workers that read the same
partition at once, as after one was given up too early, do no harm: each writes a file of its own and gives it its name
when it is whole.
"""

import json
import os
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from crawler.archive import digest_of
from crawler.archives.attempt import Attempt
from crawler.archives.capture import Captured, read_capture
from crawler.archives.records import read_records
from crawler.archives.remote import is_remote, remote_of_process
from crawler.archives.stored import open_stored
from crawler.extract.document import read_document
from crawler.items import EXTRACT_VERSION, SCHEMA_VERSION, PageOutcome, RawItem
from crawler.outcome import Ending
from crawler.page_address import page_key, site_of
from crawler.raw_table import RawTable
from crawler.reading import read_items

SOURCE = METHOD = "archive"
MANIFESTS = "manifests"
NOT_IN_FILES = "it repeats a page that is not in these files"


@dataclass(frozen=True)
class Revisit:
    """A capture that found a page as it was; `original` is where its bytes are, null where they are not to be had."""

    url: str
    at: str
    digest: str | None
    offset: int
    file: str
    original: int | None = None


@dataclass(frozen=True)
class Partition:
    """What is read in one go: the records of a file from `start` to `end`, or revisits whose pages are in the file.

    `stamp` changes when the file does.
    """

    name: str
    file: str
    stamp: str
    start: int = 0
    end: int | None = None
    revisits: tuple[Revisit, ...] = ()


@dataclass(frozen=True)
class Job:
    """What all partitions of a run share. `folder` is the run's raw folder, on a disk that all workers see."""

    folder: str
    now: datetime
    agent: str
    salt: bytes = field(repr=False)
    """Hashes the names of reviewers, as in live crawls."""
    requests_per_second: float = 5.0
    page_seconds: float = 60.0
    """How long a page may take to be read: then its process is ended, and the page is left out."""

    def output(self, partition: Partition) -> Path:
        """The raw items of a partition."""
        return Path(self.folder) / f"{partition.name}.parquet"

    def manifest(self, partition: Partition) -> Path:
        """What tells that a partition is finished."""
        return Path(self.folder) / MANIFESTS / f"{partition.name}.json"


def finished(partition: Partition, job: Job) -> dict[str, Any] | None:
    """The manifest of a partition that was read, by the rules of today, from the file as it is; null otherwise."""
    try:
        manifest: dict[str, Any] = json.loads(job.manifest(partition).read_text("utf-8"))
        is_whole = job.output(partition).stat().st_size == manifest["output_bytes"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if is_whole and manifest["input"] == _input(partition) else None


def read_partition(partition: Partition, job: Job) -> dict[str, Any]:
    """Read a partition, unless it is finished; returns its manifest.

    Raises `OSError` or `RemoteError` where the file cannot be read or nothing can be written. A page that takes too
    long ends the process: the next attempt leaves it out.
    """
    manifest = finished(partition, job)
    if manifest is not None:
        return manifest
    job.manifest(partition).parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(job.folder) / f".{partition.name}.{uuid.uuid4().hex}.unfinished"
    try:
        with Attempt(Path(job.folder), partition.name, job.page_seconds, is_remote(partition.file)) as attempt:
            reader = _Reader(partition, job, attempt)
            with RawTable(unfinished) as table:
                for items in reader.pages():
                    table.write(items)
            manifest = reader.manifest(unfinished.stat().st_size)
            _name(unfinished, job.output(partition))
            unfinished.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
            _name(unfinished, job.manifest(partition))
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _name(unfinished: Path, path: Path) -> None:
    """Give a file its name when it is on the disk as a whole."""
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)


def _input(partition: Partition) -> dict[str, Any]:
    """What a partition was made of, and by which rules."""
    versions = {"extract_version": EXTRACT_VERSION, "schema_version": SCHEMA_VERSION}
    described: dict[str, Any] = json.loads(json.dumps(asdict(partition)))
    return described | versions


class _Reader:
    """Reads one partition, and counts."""

    def __init__(self, partition: Partition, job: Job, attempt: Attempt) -> None:
        self._partition, self._job, self._attempt = partition, job, attempt
        self._records: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._items = 0
        self._revisits: list[Revisit] = []

    def manifest(self, output_bytes: int) -> dict[str, Any]:
        """What was read, and what became of it."""
        return {
            "input": _input(self._partition),
            "output": self._job.output(self._partition).name,
            "output_bytes": output_bytes,
            "records": dict(sorted(self._records.items())),
            "outcomes": dict(sorted(self._outcomes.items())),
            "items": self._items,
            "revisits": [asdict(revisit) for revisit in self._revisits],
        }

    def pages(self) -> Iterator[list[RawItem]]:
        """The raw items of each capture, its outcome last."""
        if self._partition.revisits:
            yield from self._repeated()
            return
        partition = self._partition
        with self._open() as file:
            for record in read_records(file, partition.start, partition.end):
                captured = read_capture(record, self._job.now)
                self._records[captured.kind if record.problem is None else "damaged"] += 1
                if captured.kind == "revisit" and captured.url and captured.at and captured.ending is None:
                    at = captured.at.isoformat()
                    self._revisits.append(Revisit(captured.url, at, captured.digest, record.offset, partition.file))
                elif captured.page is not None or captured.ending is not None:
                    yield self._read(captured, record.offset)

    def _repeated(self) -> Iterator[list[RawItem]]:
        """What revisits say: what the page says whose bytes they name, at their time."""
        with ExitStack() as stack:
            lost = Ending("error", NOT_IN_FILES)
            file = None
            for original, revisits in groupby(self._partition.revisits, lambda revisit: revisit.original):
                page = None
                if original is not None:
                    file = file or stack.enter_context(self._open())
                    page = read_capture(next(read_records(file, original, original + 1)), self._job.now).page
                for revisit in revisits:
                    at = datetime.fromisoformat(revisit.at)
                    captured = Captured(revisit.url, at, "revisit", page, None if page else lost)
                    yield self._read(captured, revisit.offset, revisit.file)

    def _open(self) -> Any:
        remote = remote_of_process(self._job.requests_per_second, self._job.agent)
        return open_stored(self._partition.file, remote)

    def _read(self, captured: Captured, offset: int, file: str | None = None) -> list[RawItem]:
        ending, page = captured.ending, captured.page
        outcome = PageOutcome(
            source=SOURCE,
            url=captured.url,
            method=METHOD,
            outcome=ending.outcome if ending else "unchanged" if captured.kind == "revisit" else "ok",
            detail=ending.detail if ending else None,
            page_key=page_key(captured.url) if captured.url else None,
            site=site_of(captured.url) if captured.url else None,
            fetched_at=captured.at.isoformat(timespec="seconds") if captured.at else None,
            http_status=page.status if page is not None else None,
            archive_file=file or self._partition.file,
            archive_offset=offset,
        )
        items: list[RawItem] = []
        if page is not None and not self._attempt.is_culprit(offset):
            outcome.digest = digest_of(page.body)
            content_type = (page.headers.get("Content-Type") or b"").decode("latin-1") or None
            try:
                with self._attempt.at(offset):
                    document = read_document(page.body, str(captured.url), content_type)
                    items = [*read_items(document, SOURCE, self._job.salt)]
            except Exception as error:  # nothing on a page ends the reading of others
                told = f"reading it failed: {type(error).__name__}: {error}"[:300]
                outcome = replace(outcome, outcome="error", detail=told)
        elif page is not None:
            outcome = replace(outcome, outcome="error", detail="reading it takes too long, or ends the process")
        for item in items:
            item.fetched_at = outcome.fetched_at
        outcome.items = len(items)
        self._outcomes[outcome.outcome] += 1
        self._items += len(items)
        return [*items, outcome]
