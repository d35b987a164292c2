"""The published file opens in the releases of DuckDB that it promises to open in, and answers the same there."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse.schema_files import tables, views

PROGRAM = """
import sys
import duckdb

database, *names = sys.argv[1:]
print(duckdb.__version__)
with duckdb.connect(database, read_only=True) as release:
    for name in names:
        print(name, release.execute(f"from {name}").fetchall())
"""


def answers(database: Path, python_path: str) -> list[str]:
    """The version of DuckDB that a Python process finds, and every row of every table and view that it reads."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(database), *tables(), *views()],
        env={**os.environ, "PYTHONPATH": python_path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def expected(published_once: Path) -> list[str]:
    return answers(published_once / "current" / "blushbook.duckdb", "")


def test_an_older_duckdb_reads_every_table_and_view_alike(
    older_duckdb: Path, expected: list[str], published_once: Path
) -> None:
    version, *found = answers(published_once / "current" / "blushbook.duckdb", str(older_duckdb))
    assert version.startswith(older_duckdb.name)
    assert expected[0] == duckdb.__version__ != version
    assert found == expected[1:]
