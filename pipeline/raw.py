"""Reads raw files back: one frame of text columns for each type of raw item, in batches of bounded size.

They are JSON Lines, as crawls write them, and the Parquet files of archives; both become the same frames.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import islice
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from crawler.items import ITEM_TYPES, PageOutcome, RecordedItem
from crawler.source import recorded_sources
from warehouse.paths import literal, quoted

_BOOKKEEPING = {"file", "line", "extract_version"}
_BATCH_LINES = 10_000
"""How many lines are read at once: some 50 MB of frames."""


@dataclass(frozen=True)
class RawItems:
    """Raw items of a run.

    `by_type` holds a frame for each type of item. Its columns are the item's fields, a recorder's readings as
    `stated_<name>`, and `raw_id`, a hash of what the item says: the same fact has the same id wherever it stands.
    `unreadable` holds `source`, `file`, `line`, `text` and `reason` of each other line, as a killed writer leaves one.
    """

    by_type: dict[str, pd.DataFrame]
    unreadable: pd.DataFrame

    @property
    def count(self) -> int:
        """How many items were crawled: every line but those that tell how the fetching of a page ended."""
        outcomes = len(self.by_type[PageOutcome.__name__])
        return sum(map(len, self.by_type.values())) - outcomes + len(self.unreadable)


def read_raw(folder: Path) -> RawItems:
    """Read every file of raw items in a folder; a broken line costs that line."""
    return joined(raw_batches(folder))


def joined(batches: Iterable[RawItems]) -> RawItems:
    """The items of several batches as one."""
    read = list(batches)
    return RawItems(
        by_type={name: _joined([batch.by_type[name] for batch in read]) for name in ITEM_TYPES},
        unreadable=_joined([batch.unreadable for batch in read]),
    )


def raw_batches(folder: Path, batch_lines: int = _BATCH_LINES) -> Iterator[RawItems]:
    """Read a raw folder in batches of so many items, in their order; at least one batch, if an empty one."""
    is_empty = True
    for path in raw_files(folder):
        for batch in (_batches_of if path.suffix == ".jsonl" else _batches_of_table)(path, batch_lines):
            is_empty = False
            yield batch
    if is_empty:
        yield _read_lines("", [])


def raw_files(folder: Path) -> list[Path]:
    """The files of raw items in a folder, in the order in which they are read."""
    return [*sorted(folder.glob("*.jsonl")), *sorted(folder.glob("*.parquet"))]


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if len(filled) > 1 else (filled or frames)[0]


def _batches_of(path: Path, batch_lines: int) -> Iterator[RawItems]:
    """Read a file, all of it in one go; from where that fails, as on a line beyond all bounds, line by line."""
    done = 0
    # One thread reads faster than lines can be understood, and holds a part of the memory that several would.
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            for table in _read_file(connection, path, batch_lines):
                yield _with_unreadable(path, done, table)
                done += table.num_rows
        except duckdb.Error:
            for numbered in _in_pieces(_numbered_lines(path, done), batch_lines):
                yield _read_lines(path.name, numbered)


def _read_file(connection: duckdb.DuckDBPyConnection, path: Path, batch_lines: int) -> Iterator[pa.Table]:
    """A row for each line that is not blank, with a null `item` where DuckDB cannot read it."""
    source = f"read_json('{quoted(literal(path))}', format = 'newline_delimited', ignore_errors = true, {_shape()})"
    for batch in connection.sql(_query(source)).to_arrow_reader(batch_lines):
        yield pa.Table.from_batches([batch])


def _batches_of_table(path: Path, batch_rows: int) -> Iterator[RawItems]:
    """Read the Parquet file of an archive. One that an older version wrote lacks the fields that are newer."""
    with duckdb.connect(config={"threads": 1}) as connection:
        file = f"read_parquet('{quoted(literal(path))}')"
        has = {row[0] for row in connection.execute(f"describe from {file}").fetchall()}
        names = ", ".join(name if name in has else f"null::varchar as {name}" for name in _fields())
        stated = ", ".join(f"{name} varchar" for name in _all_stated())
        source = f"(select {names}, null::struct({stated}) as stated from {file})"  # noqa: S608 (names of our own)
        for batch in connection.sql(_query(source)).to_arrow_reader(batch_rows):
            yield RawItems(_by_type(pa.Table.from_batches([batch])), _unreadable(path.name, []))


def _with_unreadable(path: Path, before: int, table: pa.Table) -> RawItems:
    """The items of a table. Its unknown lines are looked at again: one that was cut within a letter may be an item."""
    unknown = pc.invert(pc.is_in(table["item"], pa.array(ITEM_TYPES)))
    places = [before + place for place in pc.indices_nonzero(unknown).to_pylist()]
    items = RawItems(_by_type(table), _unreadable(path.name, []))
    if not places:
        return items
    lines = _numbered_lines(path, places[0])
    wanted = set(places)
    again = [line for place, line in enumerate(islice(lines, places[-1] - places[0] + 1), places[0]) if place in wanted]
    return joined([items, _read_lines(path.name, again)])


_Numbered = tuple[int, bytes]
"""A line and its number in its file."""


def _numbered_lines(path: Path, skipped: int) -> Iterator[_Numbered]:
    """The lines of a file that are not blank, without the first so many."""
    with path.open("rb") as file:
        yield from islice(((number, line) for number, line in enumerate(file, 1) if line.strip()), skipped, None)


def _in_pieces(lines: Iterator[_Numbered], size: int) -> Iterator[list[_Numbered]]:
    while piece := list(islice(lines, size)):
        yield piece


def _read_lines(file: str, lines: list[_Numbered]) -> RawItems:
    """Read lines one by one. A line that is cut within a letter is still a line: what is broken is replaced."""
    texts = [line.rstrip(b"\n").decode("utf-8", "replace") for _, line in lines]
    with duckdb.connect() as connection:
        connection.register("found", pa.table({"text": pa.array(texts, pa.string())}))
        names = ", ".join(f"{name} := item->>'$.{name}'" for name in _fields())
        stated = ", ".join(f"{name} := item->>'$.stated.{name}'" for name in _all_stated())
        source = f"""(
            select unnest(struct_pack({names}, stated := struct_pack({stated})))
            from (select if(json_valid(text), text::json, null) as item from found)
        )"""  # noqa: S608 (names of our own fields)
        table = connection.sql(_query(source)).to_arrow_table()
        is_json = [row[0] for row in connection.execute("select json_valid(text) from found").fetchall()]
    reasons = [_reason(item, valid) for item, valid in zip(table["item"].to_pylist(), is_json, strict=True)]
    unreadable = [
        (number, text, reason) for (number, _), text, reason in zip(lines, texts, reasons, strict=True) if reason
    ]
    return RawItems(_by_type(table), _unreadable(file, unreadable))


def _reason(item: str | None, is_json: bool) -> str | None:
    """Why a line is no item; null where it is one."""
    if item in ITEM_TYPES:
        return None
    if is_json:
        return f"the raw line is of no type we know: {item or 'it names none'}"
    return "the raw line is no JSON: it was cut off or damaged"


def _unreadable(file: str, lines: list[tuple[int, str, str]]) -> pd.DataFrame:
    rows = [("raw", file, number, text, reason) for number, text, reason in lines]
    kinds = {"source": "str", "file": "str", "line": "int64", "text": "str", "reason": "str"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def _by_type(table: pa.Table) -> dict[str, pd.DataFrame]:
    found = set(pc.unique(table["item"]).to_pylist())
    return {name: _of_type(table if name in found else table.slice(0, 0), name) for name in ITEM_TYPES}


def _of_type(table: pa.Table, name: str) -> pd.DataFrame:
    is_one = pc.equal(table["item"], name)
    rows = table.select([*_columns(name), "raw_id"])
    frame: pd.DataFrame = (rows if pc.all(is_one, skip_nulls=False).as_py() else rows.filter(is_one)).to_pandas()
    return frame


@cache
def _fields() -> tuple[str, ...]:
    """The fields of all types of items, and what tells the type."""
    found = (field.name for kind in ITEM_TYPES.values() for field in fields(kind) if field.name != "stated")
    return tuple(dict.fromkeys(("item", *found)))


@cache
def _stated(name: str) -> tuple[str, ...]:
    """The readings that recorders state of a type of item."""
    if not issubclass(ITEM_TYPES[name], RecordedItem):
        return ()
    found = (source.stated for source in recorded_sources().values() if source.item == name)
    return tuple(dict.fromkeys(column for stated in found for column in stated))


@cache
def _all_stated() -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for name in ITEM_TYPES for column in _stated(name)))


@cache
def _columns(name: str) -> tuple[str, ...]:
    """The columns of a type of item."""
    plain = (field.name for field in fields(ITEM_TYPES[name]) if field.name != "stated")
    return (*plain, *(f"stated_{column}" for column in _stated(name)))


@cache
def _shape() -> str:
    """The columns of `read_json`: every field as text, whatever it is in a line."""
    plain = ", ".join(f"{name}: 'VARCHAR'" for name in _fields())
    stated = ", ".join(f"{name} VARCHAR" for name in _all_stated())
    return f"columns = {{{plain}, stated: 'STRUCT({stated})'}}"


def _query(source: str) -> str:
    """Every column of every type of item, with its `raw_id`."""
    # Raw files from before version 2 do not name it.
    values = ["coalesce(try_cast(extract_version as integer), 1)::integer as extract_version"]
    values += [name for name in _fields() if name != "extract_version"]
    values += [f"stated.{column} as stated_{column}" for column in _all_stated()]
    ids = " ".join(f"when '{name}' then {_said(name)}" for name in ITEM_TYPES)
    return f"""select *, left(md5(case item {ids} end), 16) as raw_id
        from (select {", ".join(values)} from {source})"""  # noqa: S608 (names of our own fields)


def _said(name: str) -> str:
    said = ", ".join(f"'{column}=' || {column}" for column in sorted(_columns(name)) if column not in _BOOKKEEPING)
    return f"concat_ws(chr(31), {said})"
