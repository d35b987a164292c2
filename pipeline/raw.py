"""Reads raw files back: one frame of text columns for each type of raw item."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from crawler.items import ITEM_TYPES, PageOutcome, RecordedItem
from crawler.source import recorded_sources

_BOOKKEEPING = {"file", "line", "extract_version"}


@dataclass(frozen=True)
class RawItems:
    """The raw items of a run.

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
    """Read every `*.jsonl` of a raw folder, line by line: a broken line costs that line."""
    paths = sorted(folder.glob("*.jsonl"))
    with duckdb.connect() as connection:
        _load_lines(connection, paths)
        return RawItems(
            by_type={name: _read_type(connection, name) for name in ITEM_TYPES},
            unreadable=_frame(
                connection,
                """select 'raw' as source, file, number as line, text,
                          if(is_json, 'the raw line is of no type we know: ' || coalesce(item, 'it names none'),
                             'the raw line is no JSON: it was cut off or damaged') as reason
                   from lines where not is_known order by file, number""",
            ),
        )


def _load_lines(connection: duckdb.DuckDBPyConnection, paths: list[Path]) -> None:
    """Make a table of lines. A line that is cut within a letter is still a line: what is broken is replaced."""
    names = ", ".join(f"'{name}'" for name in ITEM_TYPES)
    connection.execute(
        """create table lines
           (file varchar, number bigint, text varchar, is_json boolean, item varchar, is_known boolean)"""
    )
    for path in paths:
        texts = [line.decode("utf-8", "replace") for line in path.read_bytes().split(b"\n")]
        found = pa.table({"number": range(1, len(texts) + 1), "text": pa.array(texts, pa.string())})
        connection.register("found", found)
        connection.execute(
            f"""insert into lines
                select ?, number, text, is_json, item, coalesce(item in ({names}), false)
                from (select *, if(is_json, json_extract_string(text, '$.item'), null) as item
                      from (select *, json_valid(text) as is_json from found where trim(text) <> ''))""",  # noqa: S608
            [path.name],
        )
        connection.unregister("found")


def _read_type(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    plain = [field.name for field in fields(ITEM_TYPES[name]) if field.name != "stated"]
    shape: dict[str, Any] = dict.fromkeys(plain, "VARCHAR")
    columns = {column: f"item.{column}" for column in plain}
    if issubclass(ITEM_TYPES[name], RecordedItem):
        stated = dict.fromkeys(
            column for source in recorded_sources().values() if source.item == name for column in source.stated
        )
        shape["stated"] = dict.fromkeys(stated, "VARCHAR")
        columns |= {f"stated_{column}": f"item.stated.{column}" for column in stated}
    # Raw files from before version 2 do not name it.
    columns["extract_version"] = "cast(coalesce(item.extract_version, '1') as integer)"
    values = ", ".join(f"{value} as {column}" for column, value in columns.items())
    said = ", ".join(f"'{column}=' || {column}" for column in sorted(columns) if column not in _BOOKKEEPING)
    return _frame(
        connection,
        f"""select *, left(md5(concat_ws(chr(31), {said})), 16) as raw_id
            from (select {values}
                  from (select json_transform(text, '{json.dumps(shape)}') as item, file, number
                        from lines where item = '{name}')
                  order by file, number)""",  # noqa: S608 (names of our own fields)
    )


def _frame(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    frame: pd.DataFrame = connection.sql(query).to_arrow_table().to_pandas()
    return frame
