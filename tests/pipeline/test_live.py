"""The command crawls live sites: what it asks for first, what it tells, and how it goes on with a run."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import NOW, Command
from tests.crawler.crawl import Crawled
from tests.crawler.local_server import NOT_THERE, Answer, Asked, LocalServer, html, pages

MENU = html("".join(f'<a href="/lips-{letter}">lip blush prices</a>' for letter in "abcdefghij"))
STUDIO = {"/": MENU, **{f"/lips-{letter}": html(f"<h1>Studio {letter}</h1>") for letter in "abcdefghij"}}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["studios"], "set BLUSHBOOK_CONTACT"),
        (["studios", "--seed", "http://127.0.0.1/"], "set BLUSHBOOK_CONTACT"),
        (["studios", "--allow-private"], "set BLUSHBOOK_CONTACT"),
        (["studious"], "there is no source studious: `blushbook sources` lists them"),
        (["--seed", "http://127.0.0.1/"], "--seed and --allow-private are for live sources"),
        (["studios", "--allow-private", "--seed", "studio"], "'studio' is no address of a site"),
        (["studios", "--allow-private", "--seed", "http://x.example/", "--pages", "0"], "--pages must be at least 1"),
        (["studios", "--seed", "http://x.example/", "--delay", "0.1"], "it goes with --allow-private"),
        (["studios", "--run", "2026-01-01T000000Z", "--allow-private", "--seed", "http://x.example/"], "is no run"),
    ],
)
def test_a_crawl_that_may_not_be_is_refused_with_what_to_do(
    arguments: list[str], told: str, tmp_path: Path, blushbook: Command
) -> None:
    done = blushbook("crawl", *arguments, "--home", tmp_path / "home")
    assert done.returncode in {1, 2}
    assert told in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("contact", ["me", "me@studio.example (hi)", "a@b\r\nX: y"])
def test_a_contact_that_is_none_is_refused(contact: str, tmp_path: Path, blushbook: Command) -> None:
    done = blushbook("run", "--live", "--home", tmp_path / "home", BLUSHBOOK_CONTACT=contact)
    assert (done.returncode, "is no contact" in done.stderr) == (2, True)


def test_seeds_are_crawled_and_nothing_else(tmp_path: Path, blushbook: Command) -> None:
    with LocalServer() as server:
        address = server.add(pages(STUDIO))
        done = blushbook(
            "crawl", "studios", "--seed", address, "--allow-private", "--delay", 0, "--pages", 4,
            "--home", tmp_path, BLUSHBOOK_CONTACT="me@studio.example",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert len(server.paths(address)) == 4
        assert all("(+me@studio.example)" in asked.headers["user-agent"] for asked in server.asked)
        outcomes = Crawled(tmp_path / "raw" / done.stdout.strip(), 0, "").outcomes
        assert {outcome["fetched_at"] for outcome in outcomes.values()} == {"2026-11-22T19:30:00+00:00"}
        assert "4 pages" in done.stderr


def test_a_site_that_cannot_be_read_is_told(tmp_path: Path, blushbook: Command) -> None:
    with LocalServer() as server:
        address = server.add(lambda asked: Answer(status=403))
        done = blushbook("crawl", "studios", "--seed", address, "--allow-private", "--delay", 0, "--home", tmp_path)
        assert done.returncode == 5
        assert "studios: no page could be read (1 blocked)" in done.stderr


def test_a_killed_run_goes_on_and_takes_its_crawler_with_it(tmp_path: Path, blushbook: Command) -> None:
    def slow(asked: Asked) -> Answer:
        time.sleep(0.2)
        return STUDIO.get(asked.path, NOT_THERE)

    with LocalServer() as server:
        address = server.add(slow)
        arguments = ["studios", "--seed", address, "--allow-private", "--delay", "0", "--home", str(tmp_path)]
        command = [str(Path(sys.executable).with_name("blushbook")), "crawl", *arguments]
        first = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "BLUSHBOOK_NOW": NOW})
        deadline = time.monotonic() + 60
        while len(server.paths(address)) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        time.sleep(0.5)
        asked = len(server.asked)
        time.sleep(1)
        assert len(server.asked) == asked, "the crawler went on without its command"

        [run_id] = [path.name for path in (tmp_path / "raw").iterdir()]
        done = blushbook(
            "crawl", "--run", run_id, "--seed", address, "--allow-private", "--delay", 0, "--home", tmp_path
        )
        assert (done.returncode, done.stdout.strip()) == (0, run_id), done.stderr
        outcomes = Crawled(tmp_path / "raw" / run_id, 0, "").outcomes
        assert {
            url.removeprefix(address[:-1]): outcome["outcome"] for url, outcome in outcomes.items()
        } == dict.fromkeys(STUDIO, "ok")
        assert re.search(r"crawled +crawl \(", blushbook("runs", "--home", tmp_path).stdout)


def test_a_run_with_recorded_and_live_sources_goes_on_when_a_site_does_not(tmp_path: Path, blushbook: Command) -> None:
    with LocalServer() as server:
        good, bad = server.add(pages(STUDIO)), server.add(lambda asked: Answer(status=500))
        live = ["studios", "--seed", good, "--seed", bad, "--allow-private", "--delay", 0]
        command = ["crawl", "recorded_prices", *live, "--home", tmp_path]
        done = blushbook(*command)
        assert done.returncode == 0, done.stderr
        assert "2 sources" in done.stderr
        raw = tmp_path / "raw" / done.stdout.strip()
        before = {path.name: path.read_bytes() for path in raw.iterdir()}
        again = blushbook(*command, "--run", raw.name)
        assert again.returncode == 0, again.stderr
        assert {path.name: path.read_bytes() for path in raw.iterdir()} == before
