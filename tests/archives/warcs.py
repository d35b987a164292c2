"""Makes WARC files of pages, whole or damaged."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import ROOT

HTML = "text/html; charset=utf-8"
AT = datetime(2019, 5, 4, 3, 2, 1, tzinfo=UTC)
GOLDEN = sorted((ROOT / "tests" / "extract" / "pages").glob("*.html"))


def record(
    url: str,
    body: bytes,
    at: datetime = AT,
    status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (("Content-Type", HTML),),
    kind: str = "response",
    packed: bool = True,
    more: dict[str, str] | None = None,
) -> bytes:
    """One record, in a gzip member of its own or plain."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if kind == "response" else None
    warc = {"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **(more or {})}
    writer.write_record(writer.create_warc_record(url, kind, BytesIO(body), http_headers=http, warc_headers_dict=warc))
    return out.getvalue()


def revisit(url: str, digest: str, at: datetime, packed: bool = True) -> bytes:
    """A record that says that a page was what it was before."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    made = writer.create_revisit_record(url, digest, url, AT.strftime("%Y-%m-%dT%H:%M:%SZ"))
    made.rec_headers.replace_header("WARC-Date", at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    writer.write_record(made)
    return out.getvalue()


def menu(*lines: str) -> bytes:
    """A page with a menu."""
    rows = "".join(f"<li>{line}</li>" for line in lines)
    head = "<!doctype html><html lang=en><head><title>Studio</title></head>"
    return f"{head}<body><h1>Prices</h1><ul>{rows}</ul></body></html>".encode()


def write(path: Path, records: Iterable[bytes]) -> str:
    """Write records to a file; returns its path as text."""
    with path.open("wb") as file:
        file.writelines(records)
    return str(path)


def many(path: Path, pages: int, seed: int = 0, most_bytes: int | None = None, furniture: bytes = b"") -> int:
    """A file of golden pages, each of a studio of its own and with amounts of its own; returns how many there are."""
    chance, written = random.Random(seed), 0
    bodies = [page.read_bytes() for page in GOLDEN]
    with path.open("wb") as file:
        while written < pages and (most_bytes is None or file.tell() < most_bytes):
            noise = f"<!-- {chance.randbytes(40).hex()} -->".encode()
            body = furniture + bodies[written % len(bodies)] + noise
            url = f"https://studio-{seed}-{written}.example/prices"
            file.write(record(url, body, AT + timedelta(minutes=written)))
            written += 1
    return written
