"""The published file is what the schema files say, with every word of theirs in it."""

import duckdb
import pytest

from warehouse.schema_files import column_comments, tables, views


def commented_columns(release: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    query = "select column_name, comment from duckdb_columns() where table_name = ? order by column_index"
    return dict(release.execute(query, [name]).fetchall())


def test_the_file_has_the_declared_tables_and_views(release: duckdb.DuckDBPyConnection) -> None:
    found = release.execute("select table_name, table_type from information_schema.tables").fetchall()
    stored = {view.name for view in views().values() if view.is_stored}
    assert {name for name, kind in found if kind == "BASE TABLE"} == set(tables()) | stored
    assert {name for name, kind in found if kind == "VIEW"} == set(views()) - stored


def test_what_is_stored_of_a_view_is_what_its_query_says(release: duckdb.DuckDBPyConnection) -> None:
    for view in views().values():
        if view.is_stored:
            assert release.execute(f"from {view.name}").fetchall() == release.execute(view.sql).fetchall(), view.name


@pytest.mark.parametrize("name", tables())
def test_a_table_has_the_declared_columns(release: duckdb.DuckDBPyConnection, name: str) -> None:
    found = release.execute(
        "select column_name, data_type from information_schema.columns where table_name = ? order by ordinal_position",
        [name],
    ).fetchall()
    assert found == [(column.name, column.type) for column in tables()[name].columns]


def test_every_table_view_and_column_is_commented(release: duckdb.DuckDBPyConnection) -> None:
    bare = release.execute(
        """select table_name, null from duckdb_tables() where comment is null and not internal
           union all select view_name, null from duckdb_views() where comment is null and not internal
           union all select table_name, column_name from duckdb_columns() where comment is null and not internal"""
    ).fetchall()
    assert bare == []


@pytest.mark.parametrize("name", tables())
def test_the_comments_of_a_table_are_the_words_of_its_yaml(release: duckdb.DuckDBPyConnection, name: str) -> None:
    table = tables()[name]
    of_table = release.execute("select comment from duckdb_tables() where table_name = ?", [name]).fetchall()
    assert of_table == [(table.comment,)]
    assert commented_columns(release, name) == {column.name: column.comment for column in table.columns}


@pytest.mark.parametrize("name", views())
def test_the_comments_of_a_view_are_the_words_of_its_front_matter(
    release: duckdb.DuckDBPyConnection, name: str
) -> None:
    view = views()[name]
    of_view = release.execute(
        """select comment from duckdb_views() where view_name = $name
           union all select comment from duckdb_tables() where table_name = $name""",
        {"name": name},
    ).fetchall()
    assert of_view == [(view.comment,)]
    found = commented_columns(release, name)
    assert found == column_comments(view, list(found))


@pytest.mark.parametrize("name", tables())
def test_a_table_says_what_it_is(name: str) -> None:
    table = tables()[name]
    assert table.description.endswith(".")
    assert table.grain
    columns = {column.name: column for column in table.columns}
    assert set(table.key) <= set(columns)
    assert all(column.meaning.endswith((".", "`.")) for column in table.columns)


@pytest.mark.parametrize("name", tables())
def test_a_key_is_a_key(release: duckdb.DuckDBPyConnection, name: str) -> None:
    key = ", ".join(tables()[name].key)
    if key:
        twice = release.execute(f"select {key} from {name} group by all having count(*) > 1").fetchall()
        assert twice == []


@pytest.mark.parametrize("name", views())
def test_a_view_says_what_it_is_and_runs(release: duckdb.DuckDBPyConnection, name: str) -> None:
    view = views()[name]
    assert view.description.strip().endswith(".")
    assert view.grain
    columns = [row[0] for row in release.execute(f"describe {name}").fetchall()]
    assert set(view.columns) <= set(columns), "a described column is not in the view"
    release.execute(f"from {name}").fetchall()


@pytest.mark.parametrize("name", views())
def test_a_view_has_an_order(name: str) -> None:
    """DuckDB gives the rows of joins and groups in any order: without one, two exports of the same facts differ."""
    assert views()[name].sql.splitlines()[-1].startswith("order by ")


def test_the_file_is_of_a_version_that_older_duckdb_opens(release: duckdb.DuckDBPyConnection) -> None:
    tags = release.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert tags[0][0]["storage_version"].startswith("v1.4.0")
