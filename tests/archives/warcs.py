"""Makes WARC files of pages, whole or damaged."""

import gzip
import random
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import digest_of
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
    more: Sequence[tuple[str, str]] = (),
) -> bytes:
    """One record, in a gzip member of its own or plain. Of a header that is there twice the one in `more` counts."""
    http = b""
    if kind == "response":
        http = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *map(": ".join, headers), "")).encode()
    block = http + body
    warc = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{url} {at} {kind}')}>",
        "WARC-Payload-Digest": digest_of(body),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **dict(more),
    }
    header = "".join(f"{name}: {value}\r\n" for name, value in warc.items())
    plain = f"WARC/1.0\r\n{header}\r\n".encode() + block + b"\r\n\r\n"
    return gzip.compress(plain, mtime=0) if packed else plain


def revisit(url: str, body: bytes, at: datetime, packed: bool = True) -> bytes:
    """A record that says that a page was what it was before: `body`, which it does not hold."""
    profile = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    more = (("WARC-Payload-Digest", digest_of(body)), ("WARC-Profile", profile))
    return record(url, b"", at, kind="revisit", packed=packed, more=more)


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
