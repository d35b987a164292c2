"""The README tells every command, option and setting; its queries run; its picture is there."""

import inspect
import re
import tomllib

import click
import duckdb
import pytest

from pipeline import settings
from pipeline.cli import blushbook
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("name", sorted(blushbook.commands))
def test_a_command_is_documented_and_says_what_it_does(name: str) -> None:
    command = blushbook.commands[name]
    assert f"`{name}`" in README or f"blushbook {name}" in README
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in README, f"{name} {parameter.opts[0]}"


@pytest.mark.parametrize("name", re.findall(r"BLUSHBOOK_\w+", inspect.getsource(settings)), ids=lambda name: name)
def test_a_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in README


def test_there_are_queries_worth_copying() -> None:
    assert len(QUERIES) >= 5


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.split("\n")[0])
def test_a_query_of_the_readme_runs_and_finds_something(query: str, release: duckdb.DuckDBPyConnection) -> None:
    assert release.execute(query).fetchall()


def test_every_picture_and_file_it_names_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_direct_dependency_earns_its_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in [*project["dependencies"], *project["optional-dependencies"]["development"]]:
        assert re.search(rf"^\| {re.escape(name)} \|", README, re.MULTILINE), name


def test_the_counts_of_its_honest_limits_are_the_releases(release: duckdb.DuckDBPyConnection) -> None:
    limits = README[README.index("## Honest limits") :]

    def count(query: str) -> int:
        return int(release.execute(f"select count(*) from {query}").fetchall()[0][0])

    comparable, american = count("lip_price"), count("lip_price where country = 'US'")
    from_source, quoted = (count(f"lip_price where basis = '{basis}'") for basis in ("site_source", "second_hand"))
    clients = "account where told_by = 'client'"
    few = "(select country from lip_price group by country having count(*) <= 2)"
    for said in (
        f"{count('price_observation')} prices of {count('provider')} providers",
        f"{comparable} of them are comparable first visits, {american} in the US",
        f"{count(few)} of the {count('(select distinct country from lip_price)')} countries have one or two prices",
        f"{from_source} of the {comparable} were read in the public source",
        f"{quoted} are\n  quoted by articles",
        f"{count('review_place')} accounts were recorded by hand; they are {count('review')}",
        f"{count(clients)} are clients' own, and {count(f'{clients} and tells_outcome')} of these tell",
    ):
        assert said in limits


def test_every_exit_status_is_documented() -> None:
    for status in range(6):
        assert re.search(rf"\b{status}\b", README[README.index("Exit status") :][:400])
