"""Fetches the records of captures into WARC files on this machine, each once.

A ledger tells of every record that was had: where it was put, and how long that file was then. A process that was
killed leaves a file longer than the ledger says: what is too much is cut off, and its records are fetched again.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Self

from crawler.archives.remote import Remote, RemoteError
from crawler.common_crawl.choice import Found, Place, Range, ranges

LEDGER = "fetched.jsonl"
_FILE_BYTES = 256 << 20
_CONNECTIONS = 4
_BATCH = 32
_MOST_FAILURES = 5
"""After so many requests in a row that failed for good the server is left alone."""
_GZIP = b"\x1f\x8b\x08"


class Store:
    """The WARC files of one slice of a crawl, to be used in a `with` block by one process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.ends: dict[str, int] = {}
        self._done: dict[Place, str | None] = {}
        entries = list(_entries(folder / LEDGER))
        for entry in entries:
            self._done[Place(**entry["place"])] = entry["problem"]
            if entry["file"]:
                self.ends[entry["file"]] = entry["end"]
        for path in folder.glob("captures-*.warc.gz"):
            if path.name not in self.ends:
                path.unlink()
                continue
            excess = path.stat().st_size - self.ends[path.name]
            if excess < 0:
                raise OSError(f"{path} was cut off: remove {folder}, and it is fetched again")
            if excess:
                os.truncate(path, self.ends[path.name])

    def __enter__(self) -> Self:
        self._ledger = (self._folder / LEDGER).open("ab")
        return self

    def __exit__(self, *_: object) -> None:
        self._ledger.close()

    @property
    def files(self) -> list[str]:
        """The WARC files, in the order of their names."""
        return [str(self._folder / name) for name in sorted(self.ends)]

    def is_done(self, capture: Found) -> bool:
        """Whether a record was had, or is not to be had."""
        return capture.place in self._done

    def problem(self, capture: Found) -> str | None:
        """Why a record is not to be had; null where it was had, or may still be."""
        return self._done.get(capture.place)

    def add(self, records: Sequence[tuple[Found, bytes | str]]) -> None:
        """Keep records, or why they are not to be had. They are on the disk when this returns."""
        file = max(self.ends, default="captures-0000.warc.gz")
        if self.ends.get(file, 0) >= _FILE_BYTES:
            file = f"captures-{int(file[9:13]) + 1:04d}.warc.gz"
        lines = []
        with (self._folder / file).open("ab") as warc:
            for capture, record in records:
                problem = record if isinstance(record, str) else None
                if isinstance(record, bytes):
                    warc.write(record)
                self._done[capture.place] = problem
                place = {"file": None if problem else file, "end": warc.tell()}
                lines.append(json.dumps({"place": asdict(capture.place), **place, "problem": problem}))
            warc.flush()
            os.fsync(warc.fileno())
            if warc.tell():
                self.ends[file] = warc.tell()
        self._ledger.write("".join(f"{line}\n" for line in lines).encode())
        self._ledger.flush()
        os.fsync(self._ledger.fileno())


def fetch_records(
    base: str, captures: Sequence[Found], remote: Remote, store: Store, tell: Callable[[int, int], None]
) -> dict[Place, str]:
    """Fetch the records that are not in the store yet; returns why others could not be had this time.

    Raises `RemoteError` where the server refuses one after another.
    """
    waiting = iter(ranges([capture for capture in captures if not store.is_done(capture)]))
    failed: dict[Place, str] = {}
    failures = 0
    done = sum(store.is_done(capture) for capture in captures)
    with ThreadPoolExecutor(_CONNECTIONS) as threads:
        while batch := list(islice(waiting, _BATCH)):
            tell(done, len(captures))
            for one, answer in zip(batch, threads.map(lambda one: _ask(base, one, remote), batch), strict=True):
                if isinstance(answer, RemoteError) and not answer.is_gone:
                    failed |= {capture.place: str(answer) for capture in one.captures}
                    failures += 1
                    if failures >= _MOST_FAILURES:
                        raise answer
                    continue
                failures = 0
                store.add([(capture, _record(one, capture, answer)) for capture in one.captures])
                done += len(one.captures)
    tell(done, len(captures))
    return failed


def _ask(base: str, one: Range, remote: Remote) -> bytes | RemoteError:
    try:
        return remote.read(f"{base}/{one.warc_filename}", one.start, one.length)
    except RemoteError as error:
        return error


def _record(one: Range, capture: Found, answer: bytes | RemoteError) -> bytes | str:
    """The record of a capture out of the bytes of its range, or why there is none."""
    if isinstance(answer, RemoteError):
        return str(answer)
    begin = capture.place.offset - one.start
    record = answer[begin : begin + capture.place.length]
    return record if record.startswith(_GZIP) else "no record is where the index says"


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a ledger; a last one that was cut off is removed."""
    if not path.exists():
        return
    whole = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            yield json.loads(line)
    os.truncate(path, whole)
