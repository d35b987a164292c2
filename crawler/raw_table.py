"""Writes raw items as Parquet, as many fit a file that nobody reads by eye: those of archives."""

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import ITEM_TYPES, RawItem

_ROWS = 5000
"""Rows of a group: what is held until it is written."""


def columns() -> tuple[str, ...]:
    """The columns, all text: `item`, then the fields of every type of item. What recorders state is in none."""
    found = (field.name for kind in ITEM_TYPES.values() for field in fields(kind) if field.name != "stated")
    return tuple(dict.fromkeys(("item", "schema_version", *found)))


class RawTable:
    """A file of raw items, to be used in a `with` block. It is whole when the block has ended."""

    def __init__(self, path: Path) -> None:
        self._names = columns()
        self._schema = pa.schema([(name, pa.string()) for name in self._names])
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[dict[str, str | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._file.close()

    def write(self, items: Iterable[RawItem]) -> None:
        """Write the items of one page, which stay together."""
        self._waiting += [{name: _text(value) for name, value in item.as_record().items()} for item in items]
        if len(self._waiting) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        table = {name: [row.get(name) for row in self._waiting] for name in self._names}
        self._file.write_table(pa.table(table, schema=self._schema))
        self._waiting = []


def _text(value: Any) -> str | None:
    """A value as DuckDB reads it from a raw line. Lone surrogates of broken pages become question marks."""
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()
