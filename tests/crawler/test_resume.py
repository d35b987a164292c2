"""A killed crawl goes on where it was; a page that did not change is not fetched twice, and still renews its prices."""

import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import cut_unfinished
from tests.conftest import ROOT
from tests.crawler.crawl import Crawled, command, crawl, seeds
from tests.crawler.local_server import Answer, Asked, LocalServer, Site, html

SITES, PAGES = 8, 20


def path(number: int) -> str:
    """The address of a page of a studio; the letter makes each a pattern of its own."""
    return f"/lips{chr(ord('a') + number)}-{number}" if number else "/"


def studio(pause: float = 0) -> Site:
    """A site of many pages, each with a price of its own and links to the next."""

    def serve(asked: Asked) -> Answer:
        if asked.path.startswith(("/robots", "/sitemap")):
            return Answer(status=404)
        time.sleep(pause)
        number = int(asked.path.rpartition("-")[2] or 0) if "-" in asked.path else 0
        links = "".join(f'<a href="{path(n)}">prices</a>' for n in range(number + 1, min(number + 6, PAGES)))
        return html(f"<p>{asked.host} {asked.path} ${1000 + number}</p>{links}")

    return serve


def warc_pages(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [
            record.rec_headers.get_header("WARC-Target-URI")
            for record in ArchiveIterator(file)
            if record.rec_type in {"response", "revisit"}
        ]


@pytest.mark.parametrize("after", [5, 70])
def test_a_killed_crawl_loses_nothing_and_asks_nothing_again_but_what_was_on_its_way(
    after: int, tmp_path: Path
) -> None:
    folder = tmp_path / "raw" / "2026-11-22T193000Z"
    folder.mkdir(parents=True)
    with LocalServer() as server:
        addresses = [server.add(studio(0.002)) for _ in range(SITES)]
        arguments = [*seeds(*addresses), "--allow-private"]
        first = subprocess.Popen(command(folder, *arguments), cwd=ROOT, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while sum(len(server.paths(address)) for address in addresses) < after and time.monotonic() < deadline:
            time.sleep(0.005)
        first.kill()
        first.wait(10)
        asked_before = len(server.asked)
        assert sum(len(server.paths(address)) for address in addresses) < SITES * PAGES, "it was killed too late"

        # What a death in the midst of a write would leave besides.
        with (folder / "studios.jsonl").open("ab") as file:
            file.write(b'{"item": "PriceListing", "url": "http://cut/"}\n{"item": "Page')
        with (folder / "pages.warc.gz").open("ab") as file:
            file.write(b"\x1f\x8b\x08\x00cut off")

        crawled = crawl(folder, *seeds(*addresses))
        assert (crawled.status, crawled.log) == (0, "")
        every = {f"{address[:-1]}{path(number)}" for address in addresses for number in range(PAGES)}
        assert {url: outcome["outcome"] for url, outcome in crawled.outcomes.items()} == dict.fromkeys(every, "ok")
        assert Counter(item["url"] for item in crawled.items) == dict.fromkeys(every, 1)
        assert set(warc_pages(folder / "pages.warc.gz")) == every

        machinery = ("/robots.txt", "/sitemap")
        asked = Counter((one.host, one.path) for one in server.asked if not one.path.startswith(machinery))
        again = [page for page, times in asked.items() if times > 1]
        assert set(asked.values()) <= {1, 2}
        # One page of each site can have been on its way.
        assert len({host for host, _ in again}) == len(again)
        assert len(server.asked) > asked_before


def test_a_finished_crawl_has_nothing_left_to_ask(tmp_path: Path) -> None:
    with LocalServer() as server:
        address = server.add(studio())
        first = crawl(tmp_path / "raw" / "a", *seeds(address))
        asked = len(server.paths(address))
        again = crawl(tmp_path / "raw" / "a", *seeds(address))
        assert (len(server.paths(address)), again.records) == (asked, first.records)


def test_a_page_that_kills_the_crawl_is_given_up(tmp_path: Path) -> None:
    with LocalServer() as server:
        address = server.add(lambda asked: Answer(status=404) if "txt" in asked.path else html("KILL"))
        statuses = [crawl(tmp_path / "raw" / "a", *seeds(address)).status for _ in range(4)]
        assert [status == 0 for status in statuses] == [False, False, False, True]
        outcome = Crawled(tmp_path / "raw" / "a", 0, "").outcomes[address]
        assert (outcome["outcome"], outcome["detail"]) == ("error", "the crawl died 3 times while it was at this page")


class Shop:
    """A site of one page that knows whether it has changed, or does not."""

    def __init__(self, knows: bool) -> None:
        self.knows = knows
        self.price = 400

    def __call__(self, asked: Asked) -> Answer:
        if asked.path != "/":
            return Answer(status=404)
        tag = f'"{self.price}"'
        if self.knows and asked.headers.get("if-none-match") == tag:
            return Answer(status=304)
        kind = {"Content-Type": "text/html"}
        return Answer(html(f"lips ${self.price}").body, headers={**kind, "ETag": tag} if self.knows else kind)


@pytest.mark.parametrize("knows", [True, False], ids=["by its tag", "by its bytes"])
def test_an_unchanged_page_yields_its_prices_anew_and_a_changed_one_its_new_ones(knows: bool, tmp_path: Path) -> None:
    shop = Shop(knows)
    with LocalServer() as server:
        address = server.add(shop)

        def run(name: str) -> tuple[str, list[str], int]:
            crawled = crawl(tmp_path / "raw" / name, *seeds(address))
            assert (crawled.status, crawled.log) == (0, "")
            outcome = crawled.outcomes[address]
            assert {item["fetched_at"] for item in crawled.items} == {outcome["fetched_at"]}
            return outcome["outcome"], [item["service"] for item in crawled.items], outcome["http_status"]

        assert run("a") == ("ok", ["$400"], 200)
        assert run("b") == ("unchanged", ["$400"], 304 if knows else 200)
        assert run("c") == ("unchanged", ["$400"], 304 if knows else 200)
        assert len(warc_pages(tmp_path / "raw" / "c" / "pages.warc.gz")) == 1
        shop.price = 500
        assert run("d") == ("ok", ["$500"], 200)
        # Where the bytes are gone, the page is asked for as if it were new.
        (tmp_path / "raw" / "d" / "pages.warc.gz").unlink()
        assert run("e")[1:] == (["$500"], 200)
        assert len(warc_pages(tmp_path / "raw" / "e" / "pages.warc.gz")) == 1
        assert run("f") == ("unchanged", ["$500"], 304 if knows else 200)


def test_an_archive_loses_only_the_record_that_was_cut(tmp_path: Path) -> None:
    with LocalServer() as server:
        address = server.add(studio())
        crawl(tmp_path / "raw" / "a", *seeds(address), "--pages", 4)
    archive = tmp_path / "raw" / "a" / "pages.warc.gz"
    whole = archive.read_bytes()
    assert len(warc_pages(archive)) == 4
    cut_unfinished(archive)
    assert archive.read_bytes() == whole
    archive.write_bytes(whole[:-200])
    cut_unfinished(archive)
    assert len(warc_pages(archive)) in {3, 4}
    assert whole.startswith(archive.read_bytes())
