"""A run is killed at some moment, and the next one completes it: its tables are those of a run that was let be."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.state import State
from tests.conftest import NOW, Command
from tests.crawler.local_server import LocalServer, html, pages
from tests.pipeline.tables import published_tables

SITES, PAGES = 10, 21
SEED = 20261122


def studio(number: int) -> dict[str, object]:
    """A site of many pages, each with a price of its own."""
    menu = "".join(f'<a href="/lips-{chr(97 + page)}">Lip blush prices</a> ' for page in range(PAGES - 1))
    site: dict[str, object] = {"/": html(f"<title>Studio {number}</title><h1>Permanent makeup</h1>{menu}")}
    for page in range(PAGES - 1):
        price = 300 + 10 * page + number
        site[f"/lips-{chr(97 + page)}"] = html(
            f"<title>Studio {number}</title><h1>Permanent makeup</h1>{menu}<p>Lip blush {chr(97 + page)}: ${price}</p>"
        )
    return site


@pytest.fixture(scope="module")
def command() -> Iterator[list[str]]:
    """A run over the recorded facts and sites of 210 pages in all."""
    with LocalServer() as server:
        seeds = [server.add(pages(studio(number))) for number in range(SITES)]  # type: ignore[arg-type]
        asked = [part for seed in seeds for part in ("--seed", seed)]
        yield ["run", *asked, "--allow-private", "--delay", "0", "--pages", str(PAGES)]


@pytest.fixture(scope="module")
def undisturbed(
    command: list[str], blushbook: Command, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, list[str]], float]:
    """The tables of a run that was let be, and how long it took."""
    home = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    done = blushbook(*command, "--home", home)
    assert done.returncode == 0, done.stderr
    assert f"{SITES * PAGES} pages" in done.stderr
    return published_tables(home), time.monotonic() - began


def kill_after(seconds: float, command: list[str], home: Path) -> bool:
    """Kill a run and all that belongs to it; false where it had published before, and nothing is to be gone on with."""
    running = subprocess.Popen(
        [str(Path(sys.executable).with_name("blushbook")), *command, "--home", home],
        env={**os.environ, "BLUSHBOOK_NOW": NOW},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        state = Home(home).state
        return not state.exists() or all(run.outcome != "published" for run in State(state).runs())
    return False


def survive(
    moment: float,
    command: list[str],
    blushbook: Command,
    undisturbed: tuple[dict[str, list[str]], float],
    home: Path,
) -> None:
    tables, seconds = undisturbed
    was_killed = kill_after(moment * seconds, command, home)
    if was_killed:
        done = blushbook(*command, "--home", home)
        assert done.returncode == 0, done.stderr
    assert published_tables(home) == tables
    assert not list(home.glob("*/.*.unfinished")) or not was_killed
    shutil.rmtree(home)


MOMENTS = [(number + random.Random(SEED + number).random()) / 5 for number in range(5)]
"""One somewhere in each fifth of a run."""


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:.0%}")
def test_a_killed_run_is_completed_by_the_next(
    moment: float,
    command: list[str],
    blushbook: Command,
    undisturbed: tuple[dict[str, list[str]], float],
    tmp_path: Path,
) -> None:
    survive(moment, command, blushbook, undisturbed, tmp_path / "home")


@pytest.mark.soak
@pytest.mark.parametrize("number", range(30))
def test_thirty_killed_runs_are_completed(
    number: int,
    command: list[str],
    blushbook: Command,
    undisturbed: tuple[dict[str, list[str]], float],
    tmp_path: Path,
) -> None:
    survive(random.Random(SEED * number).random(), command, blushbook, undisturbed, tmp_path / "home")
