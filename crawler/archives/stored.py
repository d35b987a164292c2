"""A stored file, on this machine or on the web, as bytes that can be read from anywhere."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from crawler.archives.remote import Remote, is_remote

_LOCAL_BLOCK = 1 << 18
_REMOTE_BLOCK = 1 << 23


class Bytes(Protocol):
    """Bytes that can be read from anywhere; `size` is how many there are."""

    size: int

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from `offset`, fewer at the end."""


class StoredFile:
    """A file, read in blocks of which the last ones are kept: records are read one after another."""

    def __init__(self, size: int, fetch: Callable[[int, int], bytes], block: int, close: Callable[[], None]) -> None:
        self.size = size
        self._fetch, self._block, self._close = fetch, block, close
        self._kept: dict[int, bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from `offset`, fewer at the end."""
        end = min(offset + length, self.size)
        if offset >= end:
            return b""
        first, last = offset // self._block, (end - 1) // self._block
        if first == last:
            begin = first * self._block
            return self._of(first)[offset - begin : end - begin]
        pieces = [self._of(number) for number in range(first, last + 1)]
        return b"".join(pieces)[offset - first * self._block : end - first * self._block]

    def _of(self, number: int) -> bytes:
        if number not in self._kept:
            while len(self._kept) > 1:
                self._kept.pop(next(iter(self._kept)))
            begin = number * self._block
            self._kept[number] = self._fetch(begin, min(self._block, self.size - begin))
        return self._kept[number]


class InMemory:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        self._data = data

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from `offset`, fewer at the end."""
        return self._data[offset : offset + length]


def open_stored(address: str, remote: Remote) -> StoredFile:
    """Open a file by its path or its http(s) address, in a `with` block; raises `OSError` or `RemoteError`."""
    if is_remote(address):
        size = remote.size(address)
        return StoredFile(size, partial(remote.read, address), _REMOTE_BLOCK, close=lambda: None)
    file = Path(address).open("rb", buffering=0)  # noqa: SIM115 (closed with what is returned)
    size = os.fstat(file.fileno()).st_size
    return StoredFile(
        size, lambda start, length: os.pread(file.fileno(), length, start), _LOCAL_BLOCK, close=file.close
    )


def stamp_of(address: str, remote: Remote) -> str:
    """What changes when a file does: its size, and on this machine when it was last written."""
    if is_remote(address):
        return f"{remote.size(address)} bytes"
    found = Path(address).stat()
    return f"{found.st_size} bytes, {found.st_mtime_ns}"
