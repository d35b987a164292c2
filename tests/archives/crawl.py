"""A crawl of Common Crawl in small: the list of index files, the index in Parquet, and the WARC files it points into.

Paths, names of columns and their types are those of the real one; so are the records: each page has its request before
it and its metadata after it, in gzip members of their own.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from tests.archives.warcs import AT, menu, record

CRAWL = "CC-MAIN-2019-18"
INDEX = f"cc-index/table/cc-main/warc/crawl={CRAWL}"
SEGMENT = f"crawl-data/{CRAWL}/segments/1555578517558.8/warc"
PATHS = f"crawl-data/{CRAWL}/cc-index-table.paths.gz"


@dataclass(frozen=True)
class Page:
    """One captured page."""

    url: str
    body: bytes = field(default_factory=lambda: menu("Lip blush $450", "Lip blush touch-up $120"))
    at: datetime = AT
    mime: str = "text/html"
    status: int = 200
    truncated: str | None = None


def laid_out(folder: Path, pages: Sequence[Page], files: int = 2, row_group: int = 3, **missing: bool) -> None:
    """Write a crawl of these pages in so many WARC and index files; `missing` names columns to leave out."""
    rows = []
    for number in range(files):
        name = f"{SEGMENT}/CC-MAIN-20190419211538-20190419233538-{number:05d}.warc.gz"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as warc:
            warc.write(record("urn:about", b"software: tests\r\n", kind="warcinfo"))
            for page in pages[number::files]:
                warc.write(record(page.url, b"GET / HTTP/1.1\r\n\r\n", page.at, kind="request"))
                begin = warc.tell()
                warc.write(record(page.url, page.body, page.at, f"{page.status} OK"))
                rows.append(_row(page, name, begin, warc.tell() - begin))
                warc.write(record(page.url, b"fetchTimeMs: 12\r\n", page.at, kind="metadata"))
    rows.sort(key=lambda row: str(row["url_surtkey"]))
    size = -(-len(rows) // files)
    lines = []
    for number in range(files):
        for subset in ("crawldiagnostics", "robotstxt", "warc"):
            name = f"{INDEX}/subset={subset}/part-{number:05d}-5f5e1a7c-6b1c-4f5c-8b3e-4c41a3b1d6f9.c000.gz.parquet"
            lines.append(name)
            if subset == "warc":
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                kept = [name for name in _SCHEMA.names if name not in missing]
                table = pa.Table.from_pylist(rows[number * size : (number + 1) * size], schema=_SCHEMA).select(kept)
                pq.write_table(table, folder / name, compression="gzip", row_group_size=row_group)
    (folder / PATHS).write_bytes(gzip.compress("\n".join(lines).encode() + b"\n"))


_SCHEMA = pa.schema(
    [
        *[(name, pa.string()) for name in ("url_surtkey", "url", "url_host_name", "url_host_tld")],
        ("url_host_registered_domain", pa.string()),
        *[(name, pa.string()) for name in ("url_path", "url_query")],
        ("fetch_time", pa.timestamp("ms")),
        ("fetch_status", pa.int16()),
        *[(name, pa.string()) for name in ("content_digest", "content_mime_type", "content_mime_detected")],
        *[(name, pa.string()) for name in ("content_charset", "content_languages", "content_truncated")],
        ("warc_filename", pa.string()),
        ("warc_record_offset", pa.int32()),
        ("warc_record_length", pa.int32()),
        ("warc_segment", pa.string()),
    ]
)


def _row(page: Page, warc: str, offset: int, length: int) -> dict[str, object]:
    parts = urlsplit(page.url)
    host = parts.hostname or ""
    domain = ".".join(host.split(".")[-2:])
    return {
        "url_surtkey": f"{','.join(reversed(host.removeprefix('www.').split('.')))}){parts.path}",
        "url": page.url,
        "url_host_name": host,
        "url_host_tld": host.rpartition(".")[2],
        "url_host_registered_domain": domain,
        "url_path": parts.path,
        "url_query": parts.query or None,
        "fetch_time": page.at.replace(tzinfo=None),
        "fetch_status": page.status,
        "content_digest": "A" * 32,
        "content_mime_type": page.mime,
        "content_mime_detected": page.mime,
        "content_charset": "UTF-8",
        "content_languages": "eng",
        "content_truncated": page.truncated,
        "warc_filename": warc,
        "warc_record_offset": offset,
        "warc_record_length": length,
        "warc_segment": "1555578517558.8",
    }
