"""Files on the web as DuckDB reads them: by parts, through our own requests, which keep the pace and try again."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.spec import AbstractBufferedFile

from crawler.archives.remote import Remote

PROTOCOL = "ranged"
_MOST_KEPT = 8
_NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)


class RangedFiles(AbstractFileSystem):  # type: ignore[misc]
    """The files under one address, each as `ranged://<path>`."""

    protocol = PROTOCOL
    cachable = False

    def __init__(self, base: str, remote: Remote) -> None:
        super().__init__()
        self._base, self.remote = base, remote
        self._sizes: dict[str, int] = {}
        self._kept: dict[tuple[str, int, int], bytes] = {}

    def read_part(self, path: str, start: int, end: int) -> bytes:
        """The bytes of a file from `start` to before `end`. The last parts are kept: footers are read twice."""
        part = (path, start, end)
        if part not in self._kept:
            while len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[part] = self.remote.read(self._address(path), start, end - start)
        return self._kept[part]

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Name and size of a file."""
        path = self._strip_protocol(path)
        if path not in self._sizes:
            self._sizes[path] = self.remote.size(self._address(path))
        return {"name": path, "size": self._sizes[path], "type": "file"}

    def modified(self, path: str) -> datetime:
        """When a file was changed; those of a finished crawl never are."""
        return _NEVER_CHANGED

    def ukey(self, path: str) -> str:
        """Names a version of a file."""
        return hashlib.sha256(path.encode()).hexdigest()

    def glob(self, path: str, **_: Any) -> list[str]:
        """The file itself: there is no list of files on the web."""
        return [self._strip_protocol(path)]

    def _open(self, path: str, mode: str = "rb", **_: Any) -> "_RangedFile":
        path = self._strip_protocol(path)
        return _RangedFile(self, path, size=self.info(path)["size"])

    def _address(self, path: str) -> str:
        return f"{self._base}/{path}"


class _RangedFile(AbstractBufferedFile):  # type: ignore[misc]
    def __init__(self, files: RangedFiles, path: str, size: int) -> None:
        super().__init__(files, path, mode="rb", cache_type="none", size=size)

    def _fetch_range(self, start: int, end: int) -> bytes:
        found: bytes = self.fs.read_part(self.path, start, end)
        return found
