"""Tells of sources that are not as usual."""

import sys
from pathlib import Path
from typing import Any

import duckdb

from reports.rows import query_rows


def alerts(database: Path) -> list[dict[str, Any]]:
    """The sources of a build or release that are not as usual, the gravest first, as `source_alert` tells them.

    None where it cannot tell: a release of a former version has no such view, and a build that is broken there is
    refused by its audit, which says so.
    """
    try:
        with duckdb.connect(str(database.resolve()), read_only=True) as connection:
            return query_rows(connection, "from source_alert")
    except duckdb.Error:
        return []


def warn(unusual: list[dict[str, Any]]) -> None:
    """Say it on stderr, where a schedule's mail has it, one line each."""
    for alert in unusual:
        print(f"blushbook: WARNING {alert['told']}", file=sys.stderr, flush=True)
