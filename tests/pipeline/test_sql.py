"""`blushbook sql` beside its queries: dot commands, at once and at the prompt, and the prompt's history."""

import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from pipeline.cli import blushbook as command_line
from pipeline.errors import UsageError
from pipeline.home import Home
from pipeline.sql import answer, prompt
from pipeline.sql_formats import FORMATS
from tests.conftest import Command
from warehouse.schema_files import tables, views


@pytest.fixture(scope="module")
def home(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of its own: a process opens a file either locked down or not, and other tests have the shared one open."""
    folder = tmp_path_factory.mktemp("sql") / "home"
    (folder / "current").mkdir(parents=True)
    shutil.copy(published_once / "current" / "blushbook.duckdb", folder / "current")
    return Home(folder)


def answered(home: Home, line: str, output_format: str = "table") -> str:
    output = io.StringIO()
    answer(home.database, line, output_format, output)
    return output.getvalue()


def typed(home: Home, lines: list[str]) -> None:
    """What somebody types at the prompt; the end of input leaves it."""

    def ask() -> None:
        with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
            keyboard.send_text("".join(f"{line}\r" for line in lines) + "\x04")
            prompt(home, "table")

    # In a thread of its own: the browser of other tests keeps an event loop in this one, and a prompt wants one too.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(ask).result()


def test_the_command_offers_every_format() -> None:
    [option] = [option for option in command_line.commands["sql"].params if option.name == "output_format"]
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == set(FORMATS)


def test_every_view_and_table_is_listed_with_its_meaning(home: Home) -> None:
    listed = json.loads(answered(home, ".tables", "json"))
    stored = {view.name for view in views().values() if view.is_stored}
    assert [row["name"] for row in listed] == [*sorted(views().keys() - stored), *sorted(tables().keys() | stored)]
    assert {row["name"]: row["meaning"] for row in listed} == {
        relation.name: relation.comment for relation in (*views().values(), *tables().values())
    }


@pytest.mark.parametrize("name", [*tables(), *views()])
def test_the_columns_of_a_view_or_table_are_told_whole(name: str, home: Home) -> None:
    columns = json.loads(answered(home, f".schema {name}", "json"))
    described = json.loads(answered(home, f"describe {name}", "json"))
    assert [(row["column_name"], row["type"]) for row in columns] == [
        (row["column_name"], row["column_type"]) for row in described
    ]
    as_text = answered(home, f".schema {name.upper()}")
    assert all(row["meaning"] in as_text for row in columns)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (".schema lip_prise", "no view or table 'lip_prise' (did you mean lip_price"),
        (".schema price_by_town", "price_by_country"),
        (".schema zebra", "no view or table 'zebra'; `.tables` lists all"),
        (".schema a b", ".schema is not used like that"),
        (".tabels", "no command .tabels (did you mean .tables"),
        (".system ls", "no command .system"),
        (".read /etc/passwd", "no command .read"),
        (".output /tmp/x", "no command .output"),
        (".format csv", "`--format` chooses for one query"),
    ],
)
def test_what_is_not_there_is_answered_with_what_was_likely_meant(line: str, told: str, home: Home) -> None:
    with pytest.raises(UsageError) as error:
        answered(home, line)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([".tables"], "lip_price"),
        ([".schema", "lip_price"], "months_lasting"),
        ([".schema"], "rejected_by_reason"),
        ([".help"], ".format NAME"),
        (["select", "42", "as", "answer"], "answer"),
    ],
)
def test_a_dot_command_can_be_given_at_once(
    arguments: list[str], told: str, published_once: Path, blushbook: Command
) -> None:
    done = blushbook("sql", "--home", published_once, *arguments)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout


def test_the_prompt_answers_tells_errors_changes_format_and_goes_on(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(
        Home(published),
        ["select 1 as first", "selec 2", ".format xml", ".format csv", "select 3 as third", ".tabels", ".schema run"],
    )
    shown, told = capsys.readouterr()
    assert "│ first │" in shown
    assert shown.index("third\n3\n") < shown.index("column_name,type,meaning\nrun_id,VARCHAR")
    for error in ("syntax error", "no format 'xml'", "did you mean .tables"):
        assert error in told


@pytest.mark.parametrize("last", [".quit", ".exit", "quit", "exit"])
def test_the_prompt_is_left(last: str, published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed(Home(published), [last, "select 'not reached' as x"])
    assert "not reached" not in capsys.readouterr().out


def test_the_prompt_remembers_what_was_asked(published: Path) -> None:
    typed(Home(published), ["select 1", ".tables", ".quit"])
    typed(Home(published), ["select 2", ".quit"])
    remembered = (published / "sql_history").read_text(encoding="utf-8")
    asked = [line[1:] for line in remembered.splitlines() if line.startswith("+")]
    assert asked == ["select 1", ".tables", ".quit", "select 2", ".quit"]


def test_parquet_is_not_written_to_a_screen(home: Home) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    with pytest.raises(UsageError, match="not for a screen"):
        answer(home.database, "select 1", "parquet", Screen())
