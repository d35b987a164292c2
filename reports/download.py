"""Small tables that a reader can save out of the page, without any server."""

import base64
import csv
import io
from collections.abc import Sequence

from markupsafe import Markup

from reports.rows import Row
from warehouse.spreadsheet import defused

_MOST_ROWS = 500
"""The page must not grow with the data; whole tables lie beside it."""


def download(rows: Sequence[Row], name: str) -> Markup:
    """A link that saves rows as `<name>.csv`; the name alone where there are none or too many."""
    if not 0 < len(rows) <= _MOST_ROWS:
        return Markup("<code>{}</code>").format(name)
    packed = base64.b64encode(as_csv(rows).encode("utf-8")).decode("ascii")
    return Markup('<a download="{name}.csv" href="data:text/csv;base64,{packed}">{name}.csv</a>').format(
        name=name, packed=packed
    )


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV; a cell that a spreadsheet would run is led by a quote mark, as in the exports."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([defused(cell) for cell in row.values()] for row in rows)
    return text.getvalue()
