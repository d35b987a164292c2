"""What to read in which order: partitions of files, and then the revisits that they hold."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.dataset as ds

from crawler.archives.partition import Job, Partition, Revisit
from crawler.archives.records import cuts
from crawler.archives.remote import Remote, is_remote
from crawler.archives.stored import open_stored, stamp_of

PART_BYTES = 64 << 20
"""About how large a part of a packed file is: some thousand pages, minutes of one core."""
_FEW_FILES = 64
"""So many files are parts enough: none is cut."""
_REVISITS = 2000


def partitions_of(files: Sequence[str], remote: Remote, part_bytes: int = PART_BYTES) -> list[Partition]:
    """The partitions of files, by their paths or addresses. Large packed ones are cut where there are few.

    Raises `OSError` or `RemoteError` where one is not there.
    """
    found = []
    for file in dict.fromkeys(files):
        stamp = stamp_of(file, remote)
        starts: list[int] = [0]
        if not is_remote(file) and len(files) < _FEW_FILES and Path(file).stat().st_size > 2 * part_bytes:
            with open_stored(file, remote) as stored:
                starts = cuts(stored, part_bytes)
        ends = [*starts[1:], None]
        found += [(file, stamp, start, end) for start, end in zip(starts, ends, strict=True)]
    return [
        Partition(f"{number:05d}-{_short(file, start)}", file, stamp, start, end)
        for number, (file, stamp, start, end) in enumerate(found)
    ]


def revisit_partitions(read: Iterable[tuple[Partition, dict[str, Any]]], job: Job) -> list[Partition]:
    """The partitions of all revisits that partitions found, each with those whose pages are in one file.

    `read` holds each partition and its manifest. A revisit whose page is in no file is in a partition without a file.
    """
    stamps: dict[str, str] = {}
    outputs: list[Path] = []
    revisits: list[Revisit] = []
    for partition, manifest in read:
        stamps[partition.file] = partition.stamp
        outputs.append(job.output(partition))
        revisits += [Revisit(**revisit) for revisit in manifest["revisits"]]
    if not revisits:
        return []
    originals = _originals(outputs, {revisit.digest for revisit in revisits if revisit.digest})
    by_file: defaultdict[str, list[Revisit]] = defaultdict(list)
    for revisit in revisits:
        file, offset = originals.get(revisit.digest or "", ("", None))
        by_file[file].append(replace(revisit, original=offset))
    return [
        Partition(f"revisits-{_short(file, piece)}", file, stamps.get(file, ""), revisits=tuple(piece))
        for file in sorted(by_file)
        for piece in _pieces(sorted(by_file[file], key=_in_file))
    ]


def _originals(outputs: list[Path], digests: set[str]) -> dict[str, tuple[str, int]]:
    """Where the page of each digest is: the first capture of it."""
    columns = ("digest", "archive_file", "archive_offset")
    is_page = (pc.field("item") == "PageOutcome") & (pc.field("outcome") == "ok")
    found: dict[str, tuple[str, int]] = {}
    for batch in ds.dataset([str(path) for path in outputs]).to_batches(columns=list(columns), filter=is_page):
        for digest, file, offset in zip(*(batch[name].to_pylist() for name in columns), strict=True):
            if digest in digests:
                place = (file, int(offset))
                found[digest] = min(place, found.get(digest, place))
    return found


def _in_file(revisit: Revisit) -> tuple[int, str, int]:
    return (revisit.original or 0, revisit.file, revisit.offset)


def _pieces(revisits: list[Revisit]) -> Iterator[list[Revisit]]:
    for begin in range(0, len(revisits), _REVISITS):
        yield revisits[begin : begin + _REVISITS]


def _short(*parts: object) -> str:
    return hashlib.md5(repr(parts).encode(), usedforsecurity=False).hexdigest()[:8]
