"""No cell of a CSV is run by a spreadsheet."""

import pytest

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
