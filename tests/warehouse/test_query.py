"""The sandbox: what is opened for reading can be queried, and nothing else can be done with it or seen through it."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.query import open_release
from warehouse.schema_files import tables, views

NO_FILES = "disabled by configuration"
LOCKED = "configuration has been locked"
READ_ONLY = "read-only"

ATTEMPTS = [
    # Reading other files.
    ("from read_csv('/etc/passwd')", NO_FILES),
    ("from '/etc/passwd'", "does not exist"),
    ("from '/etc/passwd.csv'", NO_FILES),
    ("from read_text('/etc/passwd')", NO_FILES),
    ("from read_blob('/etc/passwd')", NO_FILES),
    ("from read_json('/etc/passwd')", NO_FILES),
    ("from read_ndjson_objects('/etc/passwd')", NO_FILES),
    ("from read_parquet('/etc/passwd')", NO_FILES),
    ("from parquet_metadata('/etc/passwd')", NO_FILES),
    ("from sniff_csv('/etc/passwd')", NO_FILES),
    ("from read_duckdb('/etc/passwd')", NO_FILES),
    ("from read_blob('{database}')", NO_FILES),
    ("from glob('/*')", NO_FILES),
    ("copy provider from '/etc/passwd'", NO_FILES),
    ("import database '/etc'", NO_FILES),
    ("attach '{folder}/other.duckdb'", NO_FILES),
    ("attach '{database}' as again", NO_FILES),
    ("attach ':memory:' as other", "in-memory database in read-only mode"),
    # Reading the process.
    ("select getenv('HOME')", "does not exist"),
    ("from attempts_of_this_module", "does not exist"),
    # Reaching the network.
    ("from read_csv('http://127.0.0.1:9/x.csv')", NO_FILES),
    ("from 'https://127.0.0.1:9/x.parquet'", NO_FILES),
    ("from read_parquet('s3://bucket/x.parquet')", NO_FILES),
    ("attach 'http://127.0.0.1:9/x.duckdb'", NO_FILES),
    # Loading code.
    ("install httpfs", NO_FILES),
    ("force install httpfs", NO_FILES),
    ("load httpfs", "Loading external extensions is disabled"),
    ("load '/tmp/x.duckdb_extension'", "Loading external extensions is disabled"),
    ("call start_ui()", "not in the catalog"),
    # Writing files. DuckDB itself leaves the files of the open database to COPY, in every one of these ways.
    ("copy provider to '{folder}/provider.csv'", NO_FILES),
    ("copy (select 1) to '/dev/stdout'", NO_FILES),
    ("copy (select 1) to '{database}' (use_tmp_file false)", NO_FILES),
    ("copy (select 1) to '{database}.wal'", NO_FILES),
    ("explain analyze copy (select 1) to '{database}.wal'", NO_FILES),
    ("with x as (copy (select 1) to '{database}.wal') from x", NO_FILES),
    ("export database '{folder}/export'", NO_FILES),
    ("create persistent secret s (type http, bearer_token 'x')", NO_FILES),
    ("call enable_logging('QueryLog', storage_path := '{folder}/log')", LOCKED),
    ("set profiling_output = '{folder}/profile'", LOCKED),
    # Changing the release.
    ("insert into provider from provider", READ_ONLY),
    ("delete from provider", READ_ONLY),
    ("drop table provider", READ_ONLY),
    ("create table t (i int)", READ_ONLY),
    ("comment on table provider is 'x'", READ_ONLY),
    # Undoing any of this.
    ("set enable_external_access = true", LOCKED),
    ("pragma enable_external_access = true", LOCKED),
    ("reset enable_external_access", LOCKED),
    ("set lock_configuration = false", LOCKED),
    ("set disabled_filesystems = ''", LOCKED),
    ("set allowed_directories = ['/']", LOCKED),
    ("set temp_directory = '{folder}'", LOCKED),
    ("set memory_limit = '1TB'", LOCKED),
]
attempts_of_this_module = ATTEMPTS


@pytest.fixture(scope="module")
def database(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published database, alone in its folder."""
    copy = tmp_path_factory.mktemp("alone") / "release.duckdb"
    return Path(shutil.copy(published_once / "current" / "blushbook.duckdb", copy))


@pytest.fixture
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The copy as a reader opens it."""
    with open_release(database) as connection:
        yield connection


@pytest.mark.parametrize(("attempt", "told"), ATTEMPTS, ids=[attempt for attempt, _ in ATTEMPTS])
def test_an_attempt_is_refused_and_leaves_nothing_behind(
    attempt: str, told: str, database: Path, opened: duckdb.DuckDBPyConnection
) -> None:
    before = hashlib.sha256(database.read_bytes()).digest()
    with pytest.raises(duckdb.Error, match=told):
        opened.execute(attempt.format(database=database, folder=database.parent)).fetchall()
    assert hashlib.sha256(database.read_bytes()).digest() == before
    assert list(database.parent.iterdir()) == [database]


@pytest.mark.parametrize(
    "statement",
    [
        *(f"from {name}" for name in (*tables(), *views())),
        "pivot lip_price on country using count(*)",
        "summarize lip_price",
        "describe lip_price",
        "show tables",
        "explain analyze from lip_price",
        "create temp table mine as from lip_price",
        "set variable country = 'US'",
    ],
)
def test_reading_and_scratch_work_in_memory_are_open(statement: str, opened: duckdb.DuckDBPyConnection) -> None:
    opened.execute(statement).fetchall()


def test_a_second_connection_of_the_process_is_shut_off_too(database: Path, opened: duckdb.DuckDBPyConnection) -> None:
    with open_release(database) as second, pytest.raises(duckdb.Error, match=NO_FILES):
        second.execute("from glob('/*')")
