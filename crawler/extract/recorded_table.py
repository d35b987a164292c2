"""Reads a table of recorded facts: one fact a line, comma-separated, in UTF-8, with a header.

A record is one physical line: quotes may hold commas, not line ends. That way a stray quote spoils its own line and
no other.
"""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from crawler.items import ITEM_TYPES, RawItem, UnreadableLine
from crawler.source import RecordedSource

# The csv module's own limit would call a long field a broken quote; how long a text may be is for normalize to say.
csv.field_size_limit(2**24)


class UnusableTableError(Exception):
    """The whole table cannot be read: its message names the file and what is wrong with it."""


def read_recorded_table(body: bytes, source: RecordedSource) -> Iterator[RawItem]:
    """Yield one raw item a line: the fact, or an `UnreadableLine` with the reason.

    Raises `UnusableTableError` where the table is empty or a column of the source is missing.
    """
    lines = body.removeprefix(b"\xef\xbb\xbf").splitlines()
    if not any(line.strip() for line in lines):
        raise UnusableTableError(f"{source.file} is empty: it needs a header and a line for each fact")
    header = _read_header(lines[0], source)
    records = [(number, line) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    if not records:
        raise UnusableTableError(f"{source.file} has a header and no facts below it")
    for number, line in records:
        yield _read_line(line, number, header, source)


def unread_columns(body: bytes, source: RecordedSource) -> list[str]:
    """The columns of a readable table that no field of the source reads."""
    header = _split(body.removeprefix(b"\xef\xbb\xbf").splitlines()[0])
    return [name.strip() for name in header if name.strip() not in source.columns]


def _read_header(line: bytes, source: RecordedSource) -> list[str]:
    try:
        header = [name.strip() for name in _split(line)]
    except ValueError as error:
        raise UnusableTableError(f"{source.file}: the header cannot be read: {error}") from error
    missing = [name for name in source.columns if name not in header]
    if missing:
        unknown = [name for name in header if name not in source.columns]
        instead = f"; it has {_quoted(unknown)}, which no column is called" if unknown else ""
        raise UnusableTableError(
            f"{source.file}: column {_quoted(missing)} is missing{instead}. Mend the header and run again"
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise UnusableTableError(f"{source.file}: column {_quoted(twice)} stands twice in the header")
    return header


def _read_line(line: bytes, number: int, header: list[str], source: RecordedSource) -> RawItem:
    where: dict[str, Any] = {"source": source.name, "method": "recorded", "file": source.file, "line": number}
    try:
        cells = _split(line)
        if len(cells) != len(header):
            raise ValueError(f"{len(cells)} fields where the header has {len(header)}")
    except ValueError as error:
        return UnreadableLine(**where, reason=str(error), text=line.decode("utf-8", "replace"))
    record = {name: cell.strip() or None for name, cell in zip(header, cells, strict=True)}
    item: Callable[..., RawItem] = ITEM_TYPES[source.item]
    return item(
        **where,
        **{name: record[name] for name in source.fields},
        stated={name: record[name] for name in source.stated},
    )


def _split(line: bytes) -> list[str]:
    """Split one line into its cells; raises `ValueError` with a reason a person understands."""
    try:
        return next(csv.reader([line.decode("utf-8")], strict=True))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start + 1} of the line") from error
    except csv.Error as error:
        raise ValueError(f"a quote is not closed or stands in the wrong place ({error})") from error


def _quoted(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names)
