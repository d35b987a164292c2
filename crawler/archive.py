"""Keeps the bytes of every answer as WARC, the format of web archives, so that all after it can be made anew."""

import base64
import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime
from http.client import responses
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Headers, Response
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FILE = "pages.warc.gz"
# The body is kept as it was read, decoded: these headers tell of how it was sent.
_OF_THE_WIRE = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Capture:
    """Where an answer is kept: the run whose archive holds it, and the byte at which its record begins."""

    run_id: str
    offset: int


@dataclass(frozen=True)
class Kept:
    """An answer read back from an archive."""

    url: str
    content_type: str | None
    body: bytes


class Archive:
    """The archive of one run. A record is on its way to the disk when its call returns."""

    def __init__(self, path: Path, software: str) -> None:
        cut_unfinished(path)
        self._file = path.open("ab")
        self._writer = WARCWriter(self._file, gzip=True)
        if self._file.tell() == 0:
            info = {"software": software, "format": "WARC File Format 1.0", "robots": "obey"}
            self._writer.write_record(self._writer.create_warcinfo_record(path.name, info))
            self._file.flush()

    def write(self, response: Response, fetched_at: datetime) -> int:
        """Keep an answer and the request it answers; returns where the answer's record begins."""
        body, headers = BytesIO(response.body), _http_headers(response)
        record = self._record(response.url, "response", body, headers, fetched_at)
        return self._write_with_request(record, response)

    def write_revisit(self, response: Response, fetched_at: datetime, digest: str, former_at: datetime) -> int:
        """Keep that a page is what it was: the headers, and when its body was kept."""
        record = self._writer.create_revisit_record(
            response.url, digest, response.url, _warc_date(former_at), http_headers=_http_headers(response)
        )
        record.rec_headers.replace_header("WARC-Date", _warc_date(fetched_at))
        return self._write_with_request(record, response)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write_with_request(self, record: Any, response: Response) -> int:
        offset = self._file.tell()
        self._writer.write_request_response_pair(_request_record(self._writer, response), record)
        self._file.flush()
        return offset

    def _record(self, url: str, kind: str, payload: BytesIO, headers: StatusAndHeaders, at: datetime) -> Any:
        return self._writer.create_warc_record(
            url, kind, payload=payload, http_headers=headers, warc_headers_dict={"WARC-Date": _warc_date(at)}
        )


def digest_of(body: bytes) -> str:
    """A hash of the bytes in the spelling of WARC."""
    return f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"


def read_capture(path: Path, offset: int) -> Kept | None:
    """Read back the answer kept at a place; null where the file is gone or holds none there."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)))
            if record.rec_type != "response":
                return None
            url = record.rec_headers.get_header("WARC-Target-URI")
            return Kept(url, record.http_headers.get_header("Content-Type"), record.content_stream().read())
    except (OSError, StopIteration, ValueError, AttributeError, EOFError, zlib.error):
        return None
    except Exception as error:  # warcio's own exceptions share no base
        if type(error).__module__.startswith("warcio"):
            return None
        raise


def cut_unfinished(path: Path) -> None:
    """Cut off a record that a killed writer left unfinished: each record is a gzip member of its own."""
    if not path.exists():
        return
    whole, member, position = 0, zlib.decompressobj(31), 0
    with path.open("r+b") as file:
        while chunk := file.read(_CHUNK):
            position += len(chunk)
            try:
                while chunk:
                    member.decompress(chunk)
                    if not member.eof:
                        break
                    chunk = member.unused_data
                    whole, member = position - len(chunk), zlib.decompressobj(31)
            except zlib.error:
                break
        file.truncate(whole)


def _request_record(writer: WARCWriter, response: Response) -> Any:
    """What we sent, as far as it says something: the line and the headers."""
    request = response.request
    parts = urlsplit(response.url)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    sent = [("Host", parts.netloc), *_pairs(request.headers if request else Headers())]
    headers = StatusAndHeaders(f"GET {target} HTTP/1.1", sent, is_http_request=True)
    return writer.create_warc_record(response.url, "request", http_headers=headers)


def _http_headers(response: Response) -> StatusAndHeaders:
    pairs = [pair for pair in _pairs(response.headers) if pair[0].lower().encode("latin-1") not in _OF_THE_WIRE]
    pairs.append(("Content-Length", str(len(response.body))))
    return StatusAndHeaders(
        f"{response.status} {responses.get(response.status, 'Unknown')}", pairs, protocol="HTTP/1.1"
    )


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    """Headers as text. Anything but plain letters is escaped: a line end would forge a header."""
    return [
        (_plain(name), _plain(value))
        for name, values in headers.items()
        for value in values
        if isinstance(value, bytes)
    ]


def _plain(text: bytes) -> str:
    return text.decode("latin-1").encode("ascii", "backslashreplace").decode().replace("\r", " ").replace("\n", " ")


def _warc_date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
