"""What tests share: the command, a published home, tables of examples, a browser."""

import csv
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from crawler.source import RECORDED_FOLDER
from tests.browser.find import find_browser

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
# How long a text takes is measured in benchmarks; a slow machine fails no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NOW = "2026-11-22T193000Z"

Command = Callable[..., subprocess.CompletedProcess[str]]


def examples(name: str) -> list[dict[str, str]]:
    """The rows of a table of examples in `tests/data/`."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def run_command(*arguments: object, timeout: float = 240, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real `blushbook` command in a process of its own."""
    command = [str(Path(sys.executable).with_name("blushbook")), *(str(argument) for argument in arguments)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BLUSHBOOK_")}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env={**clean, "BLUSHBOOK_NOW": NOW, **environment},
    )


@pytest.fixture(scope="session")
def blushbook() -> Command:
    """The `blushbook` command."""
    return run_command


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the recorded facts published, made once for all workers; never write to it."""
    # Workers share the folder above theirs; that of a run without workers is above what other runs left.
    here = tmp_path_factory.getbasetemp()
    home = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "published-home"
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "current").exists():
            shutil.rmtree(home, ignore_errors=True)
            done = run_command("run", "--home", home)
            assert done.returncode == 0, done.stderr
    return home


@pytest.fixture(scope="session")
def release(published_once: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database, read-only."""
    database = (published_once / "current" / "blushbook.duckdb").resolve()
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture
def published(published_once: Path, tmp_path: Path) -> Path:
    """A copy of the published home that a test may change."""
    home = tmp_path / "home"
    shutil.copytree(published_once, home, symlinks=True)
    return home


@pytest.fixture(params=["1.4", "1.5"])
def older_duckdb(request: pytest.FixtureRequest) -> Path:
    """Folder of an older release of DuckDB, its Python package and its command; `make test` installs and names them."""
    folder = os.environ.get("OLDER_DUCKDB")
    if folder is None:
        pytest.skip("OLDER_DUCKDB names no folder of older releases: `make test` installs them and names it")
    release = Path(folder) / str(request.param)
    assert (release / "duckdb").exists(), f"{release} has no DuckDB: `make test` installs it"
    return release


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A copy of the recorded facts that a test may damage."""
    folder = tmp_path / "facts"
    shutil.copytree(RECORDED_FOLDER, folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser of the Chromium family; that there is none is a failure, not a reason to skip."""
    path = find_browser()
    assert path, "no browser of the Chromium family is installed: `make test` installs one"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield running
        running.close()
