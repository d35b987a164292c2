"""What one record of an archive holds: a page as it was captured, a word that it was unchanged, or neither."""

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from scrapy.http import Headers, Response
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from crawler.archives.records import Record
from crawler.outcome import Ending, ending_of_response
from crawler.page_address import canonical

MOST_BODY = 10_000_000
"""Bytes of a page, packed and unpacked, as of a live one."""
FIRST_CAPTURE = datetime(1990, 1, 1, tzinfo=UTC)
_OF_THE_FUTURE = timedelta(days=1)
_TARGET = re.compile(rb"\r?\nwarc-target-uri[ \t]*:[ \t]*<?([^\s<>]{1,2000})", re.IGNORECASE)
_DATE = re.compile(rb"\r?\nwarc-date[ \t]*:[ \t]*([0-9TZ:.+-]{10,40})\r?\n", re.IGNORECASE)
_TYPE = re.compile(rb"\r?\nwarc-type[ \t]*:[ \t]*([\w-]{1,40})", re.IGNORECASE)
_PACKED = {"gzip": (47,), "x-gzip": (47,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}
_NO_CAPTURE = frozenset({"warcinfo", "request", "metadata", "conversion", "continuation", "unknown"})


@dataclass(frozen=True)
class Captured:
    """One capture of an address: `at` it answered with `page`, or ended otherwise, or was what `digest` names."""

    url: str | None
    at: datetime | None
    kind: str
    """The WARC-Type: `response`, `resource`, `revisit`; else what is no capture."""
    page: Response | None = None
    ending: Ending | None = None
    digest: str | None = None
    """What WARC-Payload-Digest says."""


def read_capture(record: Record, now: datetime) -> Captured:
    """What a record holds. Nothing in its bytes raises."""
    header = record.data[: record.data.find(b"\r\n\r\n") + 4]
    kind = _found(_TYPE, header) or "unknown"
    if kind in _NO_CAPTURE and record.problem is None:
        return Captured(None, None, kind)
    url, at = canonical(_found(_TARGET, header) or ""), _moment(_found(_DATE, header), now)
    if record.problem:
        return Captured(url, at, kind, ending=Ending("error", f"the record cannot be read: {record.problem}"))
    if url is None:
        return Captured(None, None, "unknown")  # dns: and the like are captured too
    if at is None:
        return Captured(url, None, kind, ending=Ending("error", "the record does not say when it was captured"))
    try:
        return _read(url, at, kind, record.data)
    except Exception as error:  # warcio's own exceptions share no base, and bytes of any kind come here
        told = f"the record cannot be read: {type(error).__name__}: {error}"[:300]
        return Captured(url, at, kind, ending=Ending("error", told))


def _read(url: str, at: datetime, kind: str, data: bytes) -> Captured:
    record = next(iter(ArchiveIterator(BytesIO(data))))
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    if kind == "revisit":
        return Captured(url, at, kind, digest=digest)
    if record.rec_headers.get_header("WARC-Truncated"):
        # Prices that stood in the rest would be taken for prices that are no more.
        return Captured(url, at, kind, ending=Ending("error", "the archive holds its beginning only"))
    http = record.http_headers
    headers = Headers([(name, value) for name, value in (http.headers if http else ())])
    if http is None:
        headers["Content-Type"] = record.rec_headers.get_header("Content-Type") or ""
    status = int(http.get_statuscode()) if http else 200
    body = _unchunked(record.raw_stream.read(), headers)
    try:
        body = _unpacked(body, (headers.get("Content-Encoding") or b"").decode("latin-1").strip().lower())
    except _CannotUnpackError as error:
        return Captured(url, at, kind, ending=Ending(error.outcome, str(error)))
    if len(body) > MOST_BODY:
        return Captured(url, at, kind, ending=Ending("too_large", "it is larger than we read"))
    page = Response(url, status=status, headers=headers, body=body)
    ending = ending_of_response(page)
    if status == 304:
        ending = Ending("error", "HTTP 304: the archive holds no page with it")
    return Captured(url, at, kind, page=None if ending else page, ending=ending, digest=digest)


class _CannotUnpackError(Exception):
    def __init__(self, outcome: str, told: str) -> None:
        super().__init__(told)
        self.outcome = outcome


def _unchunked(body: bytes, headers: Headers) -> bytes:
    if b"chunked" not in (headers.get("Transfer-Encoding") or b"").lower():
        return body
    # Many archives keep the header of chunks that they have joined: then the body is read as it is.
    read: bytes = ChunkedDataReader(BytesIO(body)).read()
    return read


def _unpacked(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was packed. Archives keep that header of bodies which they have unpacked, too."""
    if encoding in ("", "identity"):
        return body
    for bits in _PACKED.get(encoding, ()):
        unpacker = zlib.decompressobj(bits)
        try:
            unpacked = unpacker.decompress(body, MOST_BODY + 1)
        except zlib.error:
            continue
        if len(unpacked) > MOST_BODY:
            raise _CannotUnpackError("too_large", "it is larger than we read, unpacked")
        if not unpacker.eof:
            raise _CannotUnpackError("error", f"its {encoding} ends too early")
        return unpacked
    if body.lstrip()[:1] == b"<":
        return body
    raise _CannotUnpackError("error", f"it is packed as {encoding[:40]!r}, and cannot be unpacked")


def _found(pattern: re.Pattern[bytes], header: bytes) -> str | None:
    found = pattern.search(header)
    return found[1].decode("utf-8", "replace") if found else None


def _moment(text: str | None, now: datetime) -> datetime | None:
    """When a record says that it was captured; null for what no clock can have said."""
    try:
        moment = datetime.fromisoformat(text or "")
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.replace(microsecond=0) if FIRST_CAPTURE <= moment <= now + _OF_THE_FUTURE else None
