"""No cell of a CSV is run by a spreadsheet, and what it could not open is Parquet only."""

from pathlib import Path

import pytest

from tests.warehouse.database import empty_database, insert
from warehouse import release
from warehouse.spreadsheet import defused


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-lip", "'-lip"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("Lip Blush", "Lip Blush"),
        ("", ""),
        (None, None),
        (-5, -5),
    ],
)
def test_defused(cell: object, written: object) -> None:
    assert defused(cell) == written


def test_a_table_that_is_too_long_for_a_spreadsheet_has_no_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, exports = tmp_path / "release.duckdb", tmp_path / "exports"
    with empty_database(database) as connection:
        insert(connection, "exchange_rate", currency="USD")
        insert(connection, "exchange_rate", currency="EUR")
    monkeypatch.setattr(release, "MOST_ROWS", 1)
    release.export(database, exports)
    assert {path.name for path in exports.glob("exchange_rate.*")} == {"exchange_rate.parquet"}
    assert {path.name for path in exports.glob("about.*")} == {"about.csv", "about.parquet"}
