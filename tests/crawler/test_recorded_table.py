"""Recorded tables: a broken line costs that line, an unusable table is told by name."""

import pytest

from crawler.extract.recorded_table import UnusableTableError, read_recorded_table
from crawler.items import PriceListing, UnreadableLine
from crawler.source import RecordedSource

SOURCE = RecordedSource(
    name="prices",
    title="",
    about="",
    spider="recorded",
    item="PriceListing",
    file="prices.csv",
    fields=("provider", "service"),
    stated=("price_low",),
)
HEADER = b"provider,service,price_low\n"


def read(body: bytes) -> list[object]:
    return list(read_recorded_table(body, SOURCE))


def test_a_line_becomes_an_item_with_its_place() -> None:
    [item] = read(HEADER + b"Rosa,Lip Blush, 450 \n")
    assert isinstance(item, PriceListing)
    assert (item.file, item.line, item.provider, item.service) == ("prices.csv", 2, "Rosa", "Lip Blush")
    assert item.stated == {"price_low": "450"}


def test_an_empty_cell_says_nothing() -> None:
    [item] = read(HEADER + b"Rosa,,\n")
    assert item.service is None
    assert item.stated == {"price_low": None}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"Rosa,Lip Blush", "2 fields where the header has 3"),
        (b"Rosa,Lip Blush,450,USD", "4 fields where the header has 3"),
        (b'"Rosa,Lip Blush,450', "a quote is not closed"),
        (b'"Rosa"x,Lip Blush,450', "a quote is not closed or stands in the wrong place"),
        (b"Rosa\xff,Lip Blush,450", "not UTF-8 at byte 5 of the line"),
    ],
)
def test_a_broken_line_is_kept_with_its_reason_and_costs_no_other(line: bytes, reason: str) -> None:
    before, broken, after = read(HEADER + b"A,x,1\n" + line + b"\nB,y,2\n")
    assert isinstance(broken, UnreadableLine)
    assert reason in broken.reason
    assert broken.line == 3
    assert broken.text == line.decode("utf-8", "replace")
    assert (before.provider, after.provider) == ("A", "B")


@pytest.mark.parametrize(
    "body", [HEADER + b"A,x,1\r\nB,y,2\r\n", b"\xef\xbb\xbf" + HEADER + b"A,x,1\nB,y,2", HEADER + b"A,x,1\n\n\nB,y,2\n"]
)
def test_line_ends_byte_order_marks_and_blank_lines_do_not_matter(body: bytes) -> None:
    assert [item.provider for item in read(body)] == ["A", "B"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "prices.csv is empty"),
        (b"\n \n", "prices.csv is empty"),
        (HEADER, "prices.csv has a header and no facts"),
        (b"provider,service\nA,x\n", "column 'price_low' is missing"),
        (b"provider,service,price\nA,x,1\n", "column 'price_low' is missing; it has 'price'"),
        (b"provider,service,price_low,price_low\nA,x,1,1\n", "column 'price_low' stands twice"),
        ("provider,service,price_low\nA,x,1\n".encode("utf-16"), "the header cannot be read"),
    ],
)
def test_an_unusable_table_is_told_by_name(body: bytes, told: str) -> None:
    with pytest.raises(UnusableTableError) as error:
        read(body)
    assert told in str(error.value)
