"""Finds the records of a WARC file, packed or plain. A damaged one costs itself: reading goes on at the next.

A packed file holds each record in a gzip member of its own, as the format asks for. Only after damage is the next
member or record looked for by its first bytes; else each begins where the one before it ended. A page could hold bytes
that look like a record, and would then be taken for the capture of another page.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.archives.stored import Bytes, InMemory

LONGEST = 12_000_000
"""Bytes of a record. A live page has at most 10 MB."""
CUT_OFF = "the file ends within it"
WRONG_LENGTH = "its length is wrong, or it was cut off"
DAMAGED = "its gzip member is damaged"
NO_RECORD = "no record stands where one should begin"
TOO_LARGE = "it is larger than we read"
_GZIP, _WARC = b"\x1f\x8b\x08", b"WARC/"
_CHUNK = 1 << 16
_DROP = 128
_LONGEST_HEADER = 1 << 16
_LENGTH = re.compile(rb"\r?\ncontent-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
_BETWEEN = b"\r\n\r\n"
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.)")


@dataclass(frozen=True)
class Record:
    """A record: the byte of the file at which it, or its gzip member, begins, and its bytes.

    Where there is a `problem`, `data` holds the header at most.
    """

    offset: int
    data: bytes
    problem: str | None = None


def read_records(file: Bytes, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """The records of a file that begin from `start`, where one begins, and before `end`."""
    end = file.size if end is None else end
    yield from _packed(file, start, end) if is_packed(file) else _plain(file, start, end)


def is_packed(file: Bytes) -> bool:
    """Whether a file begins with a gzip member."""
    return file.read(0, 3) == _GZIP


def cuts(file: Bytes, size: int) -> list[int]:
    """Where to cut a packed file into pieces of about `size` bytes: each is where a member begins. A plain file is one.

    The file is unpacked for that, from its beginning, a hundred times as fast as its pages are read.
    """
    found, position = [0], 0
    if not is_packed(file):
        return found
    while (member := _unpack(file, position, keep=False)) is not None:
        following = position + member.length if member.problem in (None, TOO_LARGE) else None
        following = following if following is not None else _next_member(file, position + 1)
        if following is None or following >= file.size:
            return found
        position = following
        if position - found[-1] >= size:
            found.append(position)
    return found


@dataclass(frozen=True)
class _Member:
    data: bytes
    length: int
    problem: str | None


def _packed(file: Bytes, start: int, end: int) -> Iterator[Record]:
    position: int | None = start
    while position is not None and position < end:
        member = _unpack(file, position)
        if member is None:
            return
        if member.problem:
            yield Record(position, member.data, member.problem)
        else:
            for record in _plain(InMemory(member.data), 0, len(member.data)):
                yield Record(position, record.data, record.problem)
        if member.problem in (None, TOO_LARGE):
            position += member.length
        else:
            position = _next_member(file, position + 1)


def _unpack(file: Bytes, position: int, keep: bool = True) -> _Member | None:
    """The gzip member at a place, of at most `LONGEST` bytes; null at the end of the file."""
    pieces: list[bytes] = []
    unpacker, total, at = zlib.decompressobj(31), 0, position
    try:
        while not unpacker.eof:
            chunk = file.read(at, _CHUNK)
            if not chunk:
                return _Member(_beginning(file, position), 0, CUT_OFF) if at > position else None
            at += len(chunk)
            while chunk and not unpacker.eof:
                piece = unpacker.decompress(chunk, 1 << 20)
                chunk = unpacker.unconsumed_tail
                total += len(piece)
                if keep and total <= LONGEST:
                    pieces.append(piece)
    except zlib.error:
        is_member = file.read(position, len(_GZIP)) == _GZIP
        return _Member(_beginning(file, position), 0, DAMAGED if is_member else NO_RECORD)
    data = b"".join(pieces)
    length = at - len(unpacker.unused_data) - position
    if total > LONGEST:
        return _Member(data[:_LONGEST_HEADER], length, TOO_LARGE)
    return _Member(data, length, None)


def _beginning(file: Bytes, position: int) -> bytes:
    """What can be read of a damaged member, as far as a header reaches: it may tell whose capture is lost."""
    unpacker, found = zlib.decompressobj(31), b""
    try:
        for at in range(position, position + _CHUNK, _DROP):
            found += unpacker.decompress(file.read(at, _DROP), _LONGEST_HEADER)
            if len(found) > _LONGEST_HEADER:
                break
    except zlib.error:
        pass
    return found[: found.find(_BETWEEN) + len(_BETWEEN)] if _BETWEEN in found else b""


def _next_member(file: Bytes, position: int) -> int | None:
    """Where the next gzip member begins that holds a record."""
    while window := file.read(position, _CHUNK):
        found = window.find(_GZIP)
        if found < 0:
            position += max(1, len(window) - len(_GZIP) + 1)
            continue
        position += found
        try:
            if zlib.decompressobj(31).decompress(file.read(position, 4096), len(_WARC)) == _WARC:
                return position
        except zlib.error:
            pass
        position += 1
    return None


def _plain(file: Bytes, start: int, end: int) -> Iterator[Record]:
    position: int | None = start
    while position is not None and position < end:
        head = file.read(position, _LONGEST_HEADER)
        blank = len(head) - len(head.lstrip(b"\r\n"))
        if blank == len(head):
            return  # the blank lines after the last record
        if blank:
            position += blank
            continue
        record, length = _record_at(file, position, head)
        yield record
        position = position + length if length else _next_record(file, position + len(_WARC))


def _record_at(file: Bytes, position: int, head: bytes) -> tuple[Record, int]:
    """The record at a place and its length; 0 where that cannot be told, and the next one must be looked for."""
    if not head.startswith(_WARC):
        return Record(position, b"", NO_RECORD), 0
    end_of_header = head.find(_BETWEEN) + len(_BETWEEN)
    header = head[:end_of_header]
    stated = _LENGTH.search(header) if end_of_header >= len(_BETWEEN) else None
    if stated is None:
        return Record(position, header, WRONG_LENGTH), 0
    length = end_of_header + int(stated[1])
    following = position + length
    if following > file.size:
        return Record(position, header, WRONG_LENGTH), 0
    if file.read(following, len(_BETWEEN)) not in (b"", b"\r\n", _BETWEEN):
        return Record(position, header, WRONG_LENGTH), 0
    if length > LONGEST:
        return Record(position, header, TOO_LARGE), length + len(_BETWEEN)
    return Record(position, file.read(position, length)), length + len(_BETWEEN)


def _next_record(file: Bytes, position: int) -> int | None:
    while window := file.read(position, _CHUNK):
        found = _NEXT.search(window)
        if found:
            return position + found.end()
        # The beginning of a record may lie across the end of the window.
        if len(window) < _CHUNK:
            return None
        position += len(window) - 16
    return None
