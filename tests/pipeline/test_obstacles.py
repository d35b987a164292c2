"""The disk is full or closed, wherever a run writes: a clear error, readers unharmed, and the next one succeeds."""

import errno
import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from pipeline.home import Home
from pipeline.obstacle import ADVICE
from tests.conftest import NOW, Command
from tests.crawler.local_server import LocalServer, html, pages
from tests.pipeline.obstacles import Obstacle, before, close, command, fail, fill_disk, refuse

FIRST, NEXT = NOW, f"{NOW}-2"
CRAWL, NORMALIZE, PUBLISH = ("crawl",), ("normalize", "--run", NEXT), ("publish", "--run", NEXT)


@dataclass(frozen=True)
class Case:
    """At which call of which command what stands in the way, and what is told."""

    what: str
    command: tuple[str, ...]
    at: str
    obstacle: Callable[[Home], Obstacle]
    told: tuple[str, ...]


def full(home: Home) -> Obstacle:
    return fill_disk


def closed(path: str) -> Callable[[Home], Obstacle]:
    return lambda home: partial(close, home.path / path)


def failing(number: int) -> Callable[[Home], Obstacle]:
    return lambda home: partial(fail, number)


def refused(number: int, event: str, name: str) -> Callable[[Home], Obstacle]:
    return lambda home: partial(refuse, number, event, name)


TOO_LARGE, DENIED, NO_SPACE = "File too large", "Permission denied", "No space left on device"
UNFINISHED = f"releases/.{NEXT}.unfinished"
CASES = [
    Case("lock", PUBLISH, "pipeline.run:lock", full, ("/lock: ", TOO_LARGE)),
    Case("lock", PUBLISH, "pipeline.run:lock", closed("lock"), (DENIED, "/lock")),
    Case("state", PUBLISH, "pipeline.run:began_at", full, ("/state.sqlite: ", "disk")),
    Case("state", PUBLISH, "pipeline.run:began_at", closed("state.sqlite"), ("/state.sqlite: ", "readonly")),
    Case("raw", CRAWL, "pipeline.run:crawl", full, ("crawl failed", TOO_LARGE, f"raw/{NEXT}")),
    Case("raw", CRAWL, "pipeline.run:crawl", closed("raw"), ("crawl of run", DENIED, f"raw/{NEXT}")),
    Case("staged", NORMALIZE, "pipeline.run:stage", full, ("normalize of run", TOO_LARGE)),
    Case("staged", NORMALIZE, "pipeline.run:stage", closed("staged"), ("normalize of run", DENIED, "/staged/")),
    Case("build", PUBLISH, "warehouse.build:build", full, ("build of run", TOO_LARGE, f"build/{NEXT}.duckdb")),
    Case("build", PUBLISH, "warehouse.build:build", closed("build"), ("build of run", DENIED, f"build/{NEXT}.duckdb")),
    Case("checks", PUBLISH, "warehouse.build:insert_quality_checks", full, ("audit of run", TOO_LARGE)),
    Case(
        "checks",
        PUBLISH,
        "warehouse.build:insert_quality_checks",
        closed(f"build/{NEXT}.duckdb"),
        ("audit of run", DENIED, f"build/{NEXT}.duckdb"),
    ),
    Case("database", PUBLISH, "warehouse.release:copy_database", full, ("report of run", TOO_LARGE, UNFINISHED)),
    Case("database", PUBLISH, "warehouse.release:copy_database", closed(UNFINISHED), (DENIED, UNFINISHED)),
    Case("exports", PUBLISH, "warehouse.release:export", full, ("report of run", TOO_LARGE, f"{UNFINISHED}/exports")),
    Case("exports", PUBLISH, "warehouse.release:export", closed(UNFINISHED), (DENIED, f"{UNFINISHED}/exports")),
    Case("report", PUBLISH, "reports.report:write_report", full, ("report of run", TOO_LARGE)),
    Case("report", PUBLISH, "reports.report:write_report", closed(UNFINISHED), (DENIED, f"{UNFINISHED}/report.html")),
    Case("to the disk", PUBLISH, "warehouse.release:sync", failing(errno.ENOSPC), ("publish of run", NO_SPACE)),
    Case("release", PUBLISH, "warehouse.release:finish", closed("releases"), (DENIED, f"releases/{NEXT}")),
    Case(
        "release",
        PUBLISH,
        "warehouse.release:finish",
        refused(errno.ENOSPC, "os.rename", ".unfinished"),
        (NO_SPACE, "unfinished"),
    ),
    Case("link", PUBLISH, "warehouse.release:flip", refused(errno.ENOSPC, "os.symlink", "current"), (NO_SPACE,)),
    Case("link", PUBLISH, "warehouse.release:flip", closed("."), (DENIED, f".current.{NEXT}")),
    Case("flip", PUBLISH, "warehouse.release:flip", refused(errno.EACCES, "os.rename", ".current."), (DENIED,)),
]


@pytest.fixture(scope="module")
def normalized_once(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release and, on top, a run that is crawled and normalized."""
    home = tmp_path_factory.mktemp("normalized") / "home"
    shutil.copytree(published_once, home, symlinks=True)
    shutil.copytree(Home(home).raw(FIRST), Home(home).raw(NEXT))
    status, _, errors = command(*NORMALIZE, "--home", home)
    assert status == 0, errors
    (home / "build").mkdir(exist_ok=True)
    return home


@pytest.fixture
def home(normalized_once: Path, tmp_path: Path) -> Iterator[Home]:
    """A home in which everything of the run is there that a case's command does not make itself."""
    folder = tmp_path / "home-of-case"
    shutil.copytree(normalized_once, folder, symlinks=True)
    yield Home(folder)
    reopen(folder)


def reopen(folder: Path) -> None:
    """Take the obstacles of permissions away."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def content(folder: Path) -> dict[str, str]:
    """A hash of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def names(home: Home) -> set[str]:
    """Everything there is in a home, but for the releases' and summaries' insides."""
    return {str(path.relative_to(home.path)) for path in home.path.rglob("*")}


def assert_is_told_in_a_line(errors: str, *parts: str) -> None:
    [told] = [line for line in errors.splitlines() if line.startswith("blushbook: ") and "the summary of" not in line]
    assert errors.splitlines()[-1] == told
    assert told.endswith(ADVICE)
    assert not [part for part in parts if part not in told], told
    assert "Traceback" not in errors


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.what}-{case.told[-1].split('/')[-1].strip(': ')}")
def test_what_stands_in_the_way_of_a_write_is_told_and_harms_no_reader(case: Case, home: Home) -> None:
    if case.command == CRAWL:
        shutil.rmtree(home.raw(NEXT))
        shutil.rmtree(home.staged(NEXT))
        home.state.unlink()
    release, before_it = content(home.release(FIRST)), names(home)
    of_another = home.release(FIRST) / home.database.name if case.at != "warehouse.build:build" else None
    obstacle = partial(before, case.at, case.obstacle(home))
    status, _, errors = command(*case.command, "--home", home.path, obstacle=obstacle, build=of_another)
    assert status == 1, errors
    assert_is_told_in_a_line(errors, *case.told)
    assert home.current.resolve() == home.release(FIRST)
    assert content(home.release(FIRST)) == release
    answer = command("sql", "--home", home.path, "--format", "csv", "select count(*) as n from lip_price")
    assert answer[:2] == (0, "n\n42\n")

    litter = {name for name in names(home) - before_it if not name.startswith("runs")}
    if not litter:
        return  # the home is as it was: what would have succeeded then does now
    reopen(home.path)
    if case.command == CRAWL:
        again = command("crawl", *(["--run", NEXT] if home.raw(NEXT).is_dir() else []), "--home", home.path)
    else:
        # What lies in a closed folder cannot be removed: the next run does that.
        assert all(name.startswith((f"releases/{NEXT}", UNFINISHED, f"build/{NEXT}")) for name in litter), litter
        again = command(*case.command, "--home", home.path, build=of_another)
    assert again[0] == 0, again[2]
    if case.command == PUBLISH:
        assert home.current.resolve() == home.release(NEXT)
        assert not [name for name in names(home) - before_it if "unfinished" in name or name.startswith("build/")]


def test_a_run_that_a_full_disk_ended_is_gone_on_with(published: Path, blushbook: Command) -> None:
    home = Home(published)
    full_at_the_report = partial(before, "warehouse.release:copy_database", partial(fail, errno.ENOSPC))
    assert command("run", "--home", published, obstacle=full_at_the_report)[0] == 1
    assert not list((published / "build").glob("*")), "what is half made takes room on a disk that has none"
    assert "stopped" in blushbook("runs", "--home", published).stdout
    status, _, errors = command("run", "--home", published)
    assert status == 0, errors
    assert f"going on with run {NEXT}, which was stopped" in errors
    assert "crawl: " not in errors
    assert home.current.resolve() == home.release(NEXT)


@pytest.mark.parametrize(
    ("at", "obstacle", "told"),
    [
        ("pipeline.publish:remove_old_releases", closed(f"releases/{FIRST}"), "could not be removed: [Errno 13]"),
        ("pipeline.summary:write_summary", closed("runs"), "could not be written: [Errno 13]"),
        ("pipeline.summary:write_summary", full, "could not be written: [Errno 27]"),
    ],
)
def test_what_comes_after_the_flip_is_told_and_undoes_nothing(
    at: str, obstacle: Callable[[Home], Obstacle], told: str, home: Home
) -> None:
    in_the_way = partial(before, at, obstacle(home))
    build = home.release(FIRST) / home.database.name
    oldest = home.releases / "2020-01-01T000000Z"
    shutil.copytree(home.release(FIRST), oldest)
    if at.startswith("pipeline.publish"):
        in_the_way = partial(before, at, partial(close, oldest))
    status, _, errors = command(
        *PUBLISH, "--home", home.path, obstacle=in_the_way, build=build, BLUSHBOOK_KEEP_RELEASES="1"
    )
    assert status == 0, errors
    assert told in errors
    assert home.current.resolve() == home.release(NEXT)


def test_pages_that_cannot_be_kept_end_a_live_crawl_with_what_to_do(tmp_path: Path) -> None:
    """The archive is the largest file, and the first that a disk has no room for."""
    heavy = html(f"<p>Lip blush $400</p><!--{random.Random(1).randbytes(400_000).hex()}-->")
    with LocalServer() as server:
        studio = ("--seed", server.add(pages({"/": heavy})), "--allow-private", "--delay", 0, "--home", tmp_path)
        few_bytes = partial(fill_disk, 200_000)
        status, _, errors = command("crawl", "studios", *studio, obstacle=few_bytes)
        assert status == 1
        assert_is_told_in_a_line(errors, "the crawl failed: OSError: ", TOO_LARGE, str(tmp_path / "raw"))
        [raw] = (tmp_path / "raw").iterdir()
        close(raw / "pages.warc.gz")
        status, _, errors = command("crawl", "studios", *studio, "--run", raw.name)
        assert status == 1
        assert_is_told_in_a_line(errors, "the crawl failed: PermissionError: ", DENIED, "pages.warc.gz")
        reopen(tmp_path)
        status, _, errors = command("crawl", "studios", *studio, "--run", raw.name)
        assert status == 0, errors
    lines = (raw / "studios.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["item"] for line in lines] == ["PriceListing", "PageOutcome"]
