"""Each site is one machine's."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page_address import site_of
from crawler.shard import WHOLE, Shard
from tests.conftest import Command
from tests.crawler.crawl import crawl, seeds
from tests.crawler.local_server import LocalServer, html, pages

SITES = [f"studio-{number}.example" for number in range(2000)]


@given(st.text(), st.integers(1, 50))
def test_a_site_is_in_one_part(site: str, parts: int) -> None:
    assert [Shard(number, parts).has(site) for number in range(1, parts + 1)].count(True) == 1


def test_parts_are_of_about_the_same_size() -> None:
    sizes = [sum(map(Shard(number, 8).has, SITES)) for number in range(1, 9)]
    assert sum(sizes) == len(SITES) and min(sizes) > 200
    assert all(map(WHOLE.has, SITES))


def test_every_process_finds_the_same() -> None:
    code = "import sys; from crawler.shard import Shard; print(*filter(Shard(2, 8).has, sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, *SITES], capture_output=True, text=True, check=True)
    assert done.stdout.split() == list(filter(Shard(2, 8).has, SITES))


@pytest.mark.parametrize("text", ["0/8", "9/8", "2", "2/", "-1/8", "2/8/3", "a/b", ""])
def test_what_is_no_part_is_refused(text: str, blushbook: Command) -> None:
    done = blushbook("crawl", "studios", "--shard", text, BLUSHBOOK_CONTACT="me@example.org")
    assert done.returncode == 2 and "is no part of a crawl" in done.stderr


def test_parts_are_of_live_crawls(blushbook: Command) -> None:
    done = blushbook("crawl", "--shard", "1/2")
    assert done.returncode == 2 and "--shard is for live sources" in done.stderr


def test_two_machines_crawl_all_sites_and_none_twice(tmp_path: Path) -> None:
    with LocalServer() as server:
        addresses: list[str] = []
        # The port is another each time, and with it whose a site is: so many that both machines have some.
        while len(addresses) < 6 or len({Shard(1, 2).has(site_of(address)) for address in addresses}) < 2:
            addresses.append(server.add(pages({"/": html("Welcome, lip blush $400")})))
        parts = [
            set(crawl(tmp_path / str(number) / "raw" / "run", *seeds(*addresses), "--shard", f"{number}/2").outcomes)
            for number in (1, 2)
        ]
    assert parts[0] and parts[1] and not parts[0] & parts[1]
    assert parts[0] | parts[1] == set(addresses)
