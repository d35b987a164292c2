"""A studio changes its prices from week to week: what the runs make of it, and that the raw files hold all of it."""

from pathlib import Path

import pytest

from tests.conftest import Command
from tests.crawler.local_server import Answer, Asked, LocalServer, html
from tests.pipeline.tables import published_tables, query

WEEKS = [
    ("2026-12-01T060000Z", "Lip blush $400 · Lip liner $300"),
    ("2026-12-08T060000Z", "Lip blush $450 · Lip liner $300"),
    ("2026-12-15T060000Z", None),
    ("2026-12-22T060000Z", "Lip blush $450"),
]
"""When a run begins, and what the studio's page says then; null where it fails."""


class Studio:
    """A site of one page, which says something else each week."""

    says: str | None = ""

    def __call__(self, asked: Asked) -> Answer:
        if asked.path != "/":
            return Answer(status=404)
        if self.says is None:
            return Answer(status=503)
        rows = "".join(f"<p>{row}</p>" for row in self.says.split(" · "))
        return html(f"<title>Coral Ink</title><h1>Permanent makeup, Portland, OR 97201</h1>{rows}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, blushbook: Command) -> Path:
    folder, studio = tmp_path_factory.mktemp("weeks"), Studio()
    with LocalServer() as server:
        address = server.add(studio)
        for now, says in WEEKS:
            studio.says = says
            done = blushbook(
                *("run", "--seed", address, "--allow-private", "--delay", 0, "--home", folder), BLUSHBOOK_NOW=now
            )
            assert done.returncode == 0, done.stderr
    return folder


def test_every_capture_is_kept(home: Path) -> None:
    captures = query(
        home,
        """select service, strftime(observed_at, '%m-%d'), price_low from price_observation
           where source = 'studios' order by all""",
    )
    assert [(service, day, int(price)) for service, day, price in captures] == [  # type: ignore[call-overload]
        ("Lip blush", "12-01", 400),
        ("Lip blush", "12-08", 450),
        ("Lip blush", "12-22", 450),
        ("Lip liner", "12-01", 300),
        ("Lip liner", "12-08", 300),
    ]


def test_the_history_tells_what_stood_and_until_when(home: Path) -> None:
    history = query(
        home,
        """select service, price_low::int, strftime(valid_from, '%m-%d'), strftime(valid_to, '%m-%d'), ended_by
           from price_history where source = 'studios' order by all""",
    )
    assert history == [
        ("Lip blush", 400, "12-01", "12-08", "change"),
        ("Lip blush", 450, "12-08", None, None),
        ("Lip liner", 300, "12-01", "12-22", "retirement"),
    ]


def test_what_the_last_run_changed_is_told(home: Path) -> None:
    assert query(home, "select service, change from change_since_last_run") == [("Lip liner", "retired")]
    assert query(home, "select service, change, amount_changed::int, is_restatement from price_change order by 1") == [
        ("Lip blush", "raised", 50, False),
        ("Lip liner", "retired", None, False),
    ]


def test_only_what_stands_is_compared(home: Path) -> None:
    assert query(home, "select service, price_usd::int from lip_price where provider = 'Coral Ink'") in (
        [("Lip blush", 450)],
        [],
    )
    assert query(home, "select count(*) from first_visit where source = 'studios'") == [(1,)]


def test_recorded_facts_are_one_capture_however_often_they_are_read(home: Path) -> None:
    assert query(home, "select count(*), count(distinct run_id) from price_observation where method = 'recorded'") == [
        (240, 1)
    ]


def test_a_rebuild_gives_the_same_tables(home: Path, blushbook: Command) -> None:
    before = published_tables(home)
    done = blushbook("rebuild", "--home", home)
    assert done.returncode == 0, done.stderr
    assert published_tables(home) == before


def test_a_rebuild_needs_no_release(home: Path, blushbook: Command, tmp_path: Path) -> None:
    before = published_tables(home)
    (tmp_path / "raw").symlink_to(home / "raw")
    done = blushbook("rebuild", "--home", tmp_path)
    assert done.returncode == 0, done.stderr
    assert published_tables(tmp_path) == before
