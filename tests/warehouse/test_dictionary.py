"""The dictionary that is committed is the one the schema makes, and tells every column that a reader meets."""

import duckdb

from tests.conftest import ROOT
from warehouse.dictionary import dictionary

COMMITTED = (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8")


def test_the_committed_dictionary_is_what_the_schema_makes() -> None:
    assert dictionary() == COMMITTED, "the schema changed: `make dictionary` writes docs/dictionary.md anew"


def test_it_tells_every_column_of_the_published_file_in_its_order(release: duckdb.DuckDBPyConnection) -> None:
    entries = {
        entry.split("\n", 1)[0]: [line.split("|")[1:3] for line in entry.splitlines() if line.startswith("| `")]
        for entry in COMMITTED.split("\n## ")[1:]
    }
    told = [
        (relation, column.strip(" `"), kind.strip()) for relation, cells in entries.items() for column, kind in cells
    ]
    found = release.execute(
        """select table_name, column_name, data_type from information_schema.columns
           order by table_name, ordinal_position"""
    ).fetchall()
    assert sorted(told, key=lambda row: row[0]) == found
