"""A damaged record costs itself: what stands before and after it is read."""

import gzip
import random
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives.capture import MOST_BODY, Captured, read_capture
from crawler.archives.records import LONGEST, cuts, is_packed, read_records
from crawler.archives.stored import InMemory
from tests.archives import warcs
from tests.archives.warcs import menu, record

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BEFORE = record("https://before.example/", menu("Lip blush $400"))
AFTER = record("https://after.example/", menu("Lip blush $500"))
PLAIN_BEFORE = record("https://before.example/", menu("Lip blush $400"), packed=False)
PLAIN_AFTER = record("https://after.example/", menu("Lip blush $500"), packed=False)
BOMB = zlib.compress(b"<p>$</p>" * (MOST_BODY // 4), 9)


def page(**how: object) -> bytes:
    return record("https://it.example/", menu("Lip blush $450"), **how)  # type: ignore[arg-type]


def captures(data: bytes) -> list[Captured]:
    return [
        captured
        for found in read_records(InMemory(data))
        if (captured := read_capture(found, NOW)).page or captured.ending
    ]


def told(captured: Captured) -> str:
    return f"{captured.ending.outcome}: {captured.ending.detail}" if captured.ending else "ok"


def flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 0xFF]) * 3 + data[len(data) // 2 + 3 :]


IN_PACKED: dict[str, tuple[bytes, str]] = {
    "as it should be": (page(), "ok"),
    "a byte is damaged": (flipped(page()), "its gzip member is damaged"),
    "the member is cut off": (page()[:-20], "its gzip member is damaged"),
    "its checksum is wrong": (page()[:-8] + b"\x00" * 8, "its gzip member is damaged"),
    "rubbish stands in its place": (b"\x00rubbish" * 50, "no record stands where one should begin"),
    "its length is too small": (page(more=[("Content-Length", "40")]), "its length is wrong"),
    "its length is too large": (page(more=[("Content-Length", "99999")]), "its length is wrong"),
    "its length is no number": (page(more=[("Content-Length", "many")]), "its length is wrong"),
    "its length is negative": (page(more=[("Content-Length", "-7")]), "its length is wrong"),
    "it says no day": (page(more=[("WARC-Date", "yesterday")]), "does not say when"),
    "it is of a day to come": (page(more=[("WARC-Date", "2031-01-01T00:00:00Z")]), "does not say when"),
    "it is of a day before the web": (page(more=[("WARC-Date", "1970-01-01T00:00:00Z")]), "does not say when"),
    "its page is gone": (page(status="404 Not Found"), "gone: HTTP 404"),
    "its page was refused": (page(status="403 Forbidden"), "blocked: HTTP 403"),
    "its page leads elsewhere": (page(status="301 Moved"), "error: HTTP 301"),
    "its status is no number": (page(status="fine"), "the record cannot be read"),
    "a page that says it is a picture": (page(headers=[("Content-Type", "image/png")]), "ok"),
    "not modified": (page(status="304 Not Modified"), "error: HTTP 304"),
    "the archive cut it": (page(more=[("WARC-Truncated", "length")]), "its beginning only"),
    "too large": (record("https://it.example/", b"<html>" + b" " * LONGEST), "larger than we read"),
    "empty": (record("https://it.example/", b" "), "the page is empty"),
    "a picture by its bytes": (
        record("https://it.example/", b"\x89PNG\r\n\x00\x00", headers=[("Content-Type", "image/png")]),
        "not_html: image/png",
    ),
    "a bomb": (
        record("https://it.example/", BOMB, headers=[("Content-Type", warcs.HTML), ("Content-Encoding", "deflate")]),
        "too_large: it is larger than we read, unpacked",
    ),
    "packed in an unknown way": (
        record("https://it.example/", b"\x0b\x02", headers=[("Content-Type", warcs.HTML), ("Content-Encoding", "br")]),
        "packed as 'br'",
    ),
    "its packed body is cut off": (
        record(
            "https://it.example/",
            gzip.compress(menu("Lip blush $450"))[:-30],
            headers=[("Content-Type", warcs.HTML), ("Content-Encoding", "gzip")],
        ),
        "its gzip ends too early",
    ),
}


@pytest.mark.parametrize("name", IN_PACKED)
def test_a_record_costs_itself_only(name: str) -> None:
    data, expected = IN_PACKED[name]
    found = captures(BEFORE + data + AFTER)
    assert (found[0].url, told(found[0])) == ("https://before.example/", "ok")
    assert (found[-1].url, told(found[-1])) == ("https://after.example/", "ok")
    assert [expected in told(one) for one in found[1:-1]] == [True]


IN_PLAIN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "as it should be": (lambda data: data, "ok"),
    "its length is too small": (lambda data: data.replace(b"Content-Length: ", b"Content-Length: 1\r\nX: "), "length"),
    "its length is too large": (lambda data: data.replace(b"Content-Length: ", b"Content-Length: 9"), "length"),
    "it has no length": (lambda data: data.replace(b"Content-Length: ", b"X-Length: "), "length"),
    "it is cut off": (lambda data: data[:-60] + b"\r\n\r\n", "length"),
    "rubbish stands in its place": (lambda data: b"rubbish" + data[7:], "no record stands"),
    "blank lines stand before it": (lambda data: b"\r\n\r\n" + data, "ok"),
}


@pytest.mark.parametrize("name", IN_PLAIN)
def test_a_record_of_a_plain_file_costs_itself_only(name: str) -> None:
    damage, expected = IN_PLAIN[name]
    found = captures(PLAIN_BEFORE + damage(page(packed=False)) + PLAIN_AFTER)
    assert [one.url for one in (found[0], found[-1])] == ["https://before.example/", "https://after.example/"]
    assert [expected in told(one) for one in found[1:-1]] == [True]


@pytest.mark.parametrize("kept", [1, 10, 60, 200, -1])
@pytest.mark.parametrize(("first", "last"), [(BEFORE, AFTER), (PLAIN_BEFORE, PLAIN_AFTER)], ids=["packed", "plain"])
def test_a_file_that_ends_within_a_record(first: bytes, last: bytes, kept: int) -> None:
    found = captures(first + last[:kept])
    assert found[0].page is not None
    assert [one.ending.outcome for one in found[1:] if one.ending] == ["error"]


@given(st.binary(max_size=300), st.integers(0, 400), st.booleans())
def test_nothing_raises(noise: bytes, place: int, is_packed_file: bool) -> None:
    whole = BEFORE + page() + AFTER if is_packed_file else PLAIN_BEFORE + page(packed=False) + PLAIN_AFTER
    captures(noise)
    captures(whole[:place] + noise + whole[place + len(noise) :])


def test_a_page_that_holds_a_record_does_not_pass_for_another() -> None:
    # Packed and plain: the forged record stands where a reader that searched for records would find it.
    forged = record("https://victim.example/", menu("Lip blush $1"), packed=False)
    forged_packed = record("https://victim.example/", menu("Lip blush $1"))
    for first, body, last, packed in (
        (PLAIN_BEFORE, b"<html>\r\n\r\n" + forged, PLAIN_AFTER, False),
        (BEFORE, b"<html>" + forged_packed * 3, AFTER, True),
    ):
        data = first + record("https://it.example/", body, packed=packed) + last
        addresses = [one.url for one in captures(data)]
        assert addresses == ["https://before.example/", "https://it.example/", "https://after.example/"]


def test_cuts_are_where_members_begin(tmp_path: Path) -> None:
    members = [record(f"https://studio-{n}.example/", menu(f"Lip blush ${400 + n}")) for n in range(50)]
    members[20] = flipped(members[20])
    file = InMemory(b"".join(members))
    found = cuts(file, 1000)
    assert len(found) > 5
    ends = [*found[1:], file.size]
    parts = [[one.offset for one in read_records(file, *part)] for part in zip(found, ends, strict=True)]
    assert [offset for part in parts for offset in part] == [one.offset for one in read_records(file)]
    assert cuts(InMemory(PLAIN_BEFORE * 100), 1000) == [0]
    assert not is_packed(InMemory(PLAIN_BEFORE))


def test_files_of_other_writers_are_read() -> None:
    more = [("WARC-Target-URI", "<https://it.example/>"), ("WARC-Date", "2021-03-04T05:06:07.123456Z")]
    data = record(
        "", menu("Lip blush $450"), kind="resource", packed=False, more=[*more, ("Content-Type", "text/html")]
    )
    [captured] = captures(gzip.compress(data.replace(b"WARC/1.0", b"WARC/1.1").replace(b"WARC-Date", b"warc-date")))
    assert (captured.url, captured.kind) == ("https://it.example/", "resource")
    assert captured.at == datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert captured.page is not None and b"$450" in captured.page.body


def test_a_damaged_record_tells_whose_it_was_where_its_header_can_be_read() -> None:
    noise = bytes(random.Random(1).randbytes(9000)).hex()
    data = record("https://it.example/", menu("Lip blush $450", noise))
    damaged = data[:6000] + b"\xff" * 40 + data[6040:]
    [captured] = captures(damaged)
    assert (captured.url, captured.at) == ("https://it.example/", warcs.AT)


def test_chunks_are_joined_and_a_header_of_chunks_over_a_joined_body_is_passed_over() -> None:
    headers = [("Content-Type", warcs.HTML), ("Transfer-Encoding", "chunked")]
    body = menu("Lip blush $450")
    chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    for kept in (chunked, body):
        [captured] = captures(record("https://it.example/", kept, headers=headers))
        assert captured.page is not None and captured.page.body == body
