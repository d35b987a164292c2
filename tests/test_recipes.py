"""Every block of `docs/recipes.md` runs as it stands, beside a published home that is called `data`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT

RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", RECIPES, re.DOTALL)
BIN = Path(sys.executable).parent


def blocks(language: str, *, of_duckdb: bool = False) -> list[str]:
    """The blocks in a language; those in shell that call `duckdb` or those that do not."""
    return [text for written_in, text in BLOCKS if written_in == language and text.startswith("duckdb") is of_duckdb]


def first_line(block: str) -> str:
    return block.split("\n", 1)[0]


@pytest.fixture
def desk(published_once: Path, tmp_path: Path) -> Path:
    """A folder to work in, where the published home is `data` as it is after `make run`."""
    (tmp_path / "data").symlink_to(published_once)
    return tmp_path


def run(command: list[str], desk: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BLUSHBOOK_")}
    path = f"{environment.pop('PATH', BIN)}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=desk, env={**clean, **environment, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def assert_files_are_written(block: str, desk: Path) -> None:
    for name in re.findall(r"> (\S+)$|to '(\S+)'", re.sub(r" +#.*", "", block), re.MULTILINE):
        assert (desk / "".join(name)).stat().st_size > 0


def test_every_block_is_in_a_language_that_is_run_here() -> None:
    assert {language for language, _ in BLOCKS} == {"sh", "python", "sql"}
    assert RECIPES.count("```") == 2 * len(BLOCKS)
    assert len(blocks("sql")) == 10


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: re.sub(r"\W+", "-", block)[-40:])
def test_a_recipe_in_python(block: str, desk: Path) -> None:
    assert run([sys.executable, "-c", block], desk)


@pytest.mark.parametrize("block", blocks("sql"), ids=first_line)
def test_a_question_in_sql_has_an_answer(block: str, release: duckdb.DuckDBPyConnection) -> None:
    assert release.execute(block).fetchall()


@pytest.mark.parametrize("block", blocks("sh"), ids=first_line)
def test_a_recipe_for_the_blushbook_command(block: str, desk: Path) -> None:
    assert run(["sh", "-eu", "-c", block], desk)
    assert_files_are_written(block, desk)


@pytest.mark.parametrize("block", blocks("sh", of_duckdb=True), ids=first_line)
def test_a_recipe_for_the_duckdb_command_in_older_releases(block: str, desk: Path, older_duckdb: Path) -> None:
    environment = {"PATH": str(older_duckdb / "bin"), "PYTHONPATH": str(older_duckdb)}
    version = run(["duckdb", "--version"], desk, **environment)
    assert version.startswith(f"v{older_duckdb.name}.")
    assert run(["sh", "-eu", "-c", block], desk, **environment)
    assert_files_are_written(block, desk)
