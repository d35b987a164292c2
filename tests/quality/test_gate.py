"""The gate: a build that is broken in the way a critical expectation exists for is not published."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from pipeline.provider_tables import fill_providers
from pipeline.quality.audit import Check, audit
from pipeline.quality.suite import Expectation, suites
from pipeline.staging import staged_tables
from tests.conftest import DATA, Command
from warehouse.build import build
from warehouse.schema_files import tables, views

CORRUPTIONS: dict[str, dict[str, str]] = yaml.safe_load((DATA / "corruptions.yaml").read_text(encoding="utf-8"))

# Great Expectations warns of its own imports; what it warns of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


# Tables that the recorded facts leave empty, and rows to be broken.
ROWS = {
    "rejected": "insert into rejected values ('r', 's', 'f', 1, null, 'PriceListing', 'why', 'what')",
    "set_aside": """insert into set_aside values
        ('r', 'studios', 'https://a.example/', 'another service', 3),
        ('r', 'studios', 'https://b.example/', 'said again', 1)""",
    "price_change": """insert into price_change by name
        select price_key, 'r' as run_id, provider_id, source, url, service, procedure, kind, 'raised' as change,
               valid_from as changed_at, valid_from - interval 1 day as seen_before_at,
               price_low - 1 as price_low_before, price_low, price_high, currency, qualifier,
               1 as amount_changed, false as is_restatement
        from price_history where price_low > 1 limit 3""",
}


@pytest.fixture(autouse=True)
def every_source_is_critical(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only then an alert refuses."""
    monkeypatch.setenv("BLUSHBOOK_CRITICAL_SOURCES", "all")


def critical(table: str) -> list[Expectation]:
    return [expectation for expectation in suites()[table].expectations if expectation.severity == "critical"]


def of_one_column(expectation: Expectation) -> bool:
    """True for what follows from one column's schema: any number of these can be broken at once."""
    return expectation.name.endswith(("_is_given", "_is_listed"))


BROKEN_ALONE = [
    pytest.param(table, expectation, id=f"{table}.{expectation.name}")
    for table in suites()
    for expectation in critical(table)
    if not of_one_column(expectation)
]


@pytest.fixture(scope="module")
def good_build(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gate") / "build.duckdb"
    [staged] = (published_once / "staged").iterdir()
    build(path, [staged_tables(staged)], None, fill_providers)
    return path


@pytest.fixture
def damaged(good_build: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "build.duckdb"
    shutil.copy(good_build, path)
    yield path


def corruption(table: str, expectation: Expectation) -> str:
    """The statement that breaks a build in the way an expectation exists for."""
    if own := CORRUPTIONS.get(table, {}).get(expectation.name):
        return own
    column = expectation.arguments.get("column")
    if expectation.name == "has_rows":
        return f"delete from {table}"
    if expectation.name == "columns_as_declared":
        return f"alter table {table} rename column {tables()[table].columns[-1].name} to renamed"
    if expectation.name == "key_is_unique":
        return f"insert into {table} select * from {table} limit 1"
    if expectation.name == f"{column}_is_given":
        return f"update {table} set {column} = null where rowid = 0"
    if expectation.name == f"{column}_is_listed":
        return f"update {table} set {column} = 'something else' where rowid = (select max(rowid) from {table})"
    pytest.fail(f"tests/data/corruptions.yaml does not say how to break {table}.{expectation.name}")


def corrupt(path: Path, table: str, statement: str) -> None:
    with duckdb.connect(str(path)) as connection:
        if f"original_{table}" in statement:
            connection.execute(f"create table original_{table} as from {table}")
        # Views that read a column keep it from being renamed.
        if "rename column" in statement:
            for view in reversed(views()):
                connection.execute(f"drop view {view}")
        connection.execute(statement)


def found(checks: list[Check], name: str) -> Check:
    return next(check for check in checks if check.expectation == name)


def test_the_recorded_facts_meet_every_expectation(good_build: Path) -> None:
    checks = audit(good_build)
    assert [f"{check.table_name}.{check.expectation}: {check.examples}" for check in checks if not check.is_met] == []
    assert len(checks) == sum(len(suite.expectations) for suite in suites().values())


@pytest.mark.parametrize(("table", "expectation"), BROKEN_ALONE)
def test_a_critical_expectation_notices_what_it_exists_for(table: str, expectation: Expectation, damaged: Path) -> None:
    if table in ROWS:
        corrupt(damaged, table, ROWS[table])
    corrupt(damaged, table, corruption(table, expectation))
    check = found(audit(damaged, [table]), expectation.name)
    assert check.refuses
    assert check.examples


@pytest.mark.parametrize("table", [table for table in suites() if any(map(of_one_column, critical(table)))])
def test_every_column_that_must_be_given_or_listed_is_watched(table: str, damaged: Path) -> None:
    """Two rows at least are needed, one to be emptied and one to hold what is not listed."""
    corrupt(damaged, table, f"insert into {table} select * from {table} limit 2")
    if table in ROWS:
        corrupt(damaged, table, ROWS[table])
    watched = [expectation for expectation in critical(table) if of_one_column(expectation)]
    for expectation in watched:
        corrupt(damaged, table, corruption(table, expectation))
    checks = audit(damaged, [table])
    assert [expectation.name for expectation in watched if not found(checks, expectation.name).refuses] == []


def test_no_corruption_is_left_over() -> None:
    known = {(suite.table, expectation.name) for suite in suites().values() for expectation in suite.expectations}
    assert {(table, name) for table, names in CORRUPTIONS.items() for name in names} <= known


AT_THE_COMMAND = {
    "price_observation": "select * replace ('nobody' as provider_id) from staged",
    "provider": "select * replace (members + 1 as members) from staged",
    "claim": "select * replace (number_low * 10 as number_low) from staged",
}


def test_a_refused_run_publishes_nothing_and_says_why(published: Path, blushbook: Command) -> None:
    release = (published / "current").resolve()
    before = {path: path.read_bytes() for path in release.rglob("*") if path.is_file()}
    run_id = blushbook("crawl", "--home", published).stdout.strip()
    assert blushbook("normalize", "--home", published).returncode == 0
    for table, query in AT_THE_COMMAND.items():
        path = published / "staged" / run_id / f"{table}.parquet"
        changed = query.replace("staged", f"'{path}'")
        duckdb.execute(f"copy ({changed}) to '{path}.new' (format parquet)")
        path.with_name(f"{path.name}.new").replace(path)

    done = blushbook("publish", "--home", published)

    assert done.returncode == 3
    for told in ("price_observation: provider_known", "provider: members_counted", "nothing is published"):
        assert told in done.stderr
    assert (published / "current").resolve() == release
    assert {path: path.read_bytes() for path in release.rglob("*") if path.is_file()} == before
    assert "refused" in blushbook("runs", "--home", published).stdout

    kept = published / "build" / f"{run_id}.duckdb"
    with duckdb.connect(str(kept), read_only=True) as connection:
        unmet = connection.execute(
            "select table_name from quality_check where not is_met and severity = 'critical'"
        ).fetchall()
    assert {"price_observation", "provider", "claim"} <= {table for (table,) in unmet}
