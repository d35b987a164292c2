"""What spreadsheets can open, and what they must not run: what somebody wrote on a page is text in every CSV."""

from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""

MOST_ROWS = 2**20 - 1
"""The rows that Excel and LibreOffice open, the heading aside; a longer table is exported as Parquet only."""


def defused(cell: Any) -> Any:
    """The cell, led by a quote mark where a spreadsheet would run it; truth values as DuckDB writes them."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
