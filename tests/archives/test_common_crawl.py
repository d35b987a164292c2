"""Common Crawl: what the index is asked, and that records are fetched once, whatever the server does."""

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archives.capture import read_capture
from crawler.archives.records import read_records
from crawler.archives.remote import MOST_ATTEMPTS, Pace, Remote, RemoteError
from crawler.archives.stored import open_stored
from crawler.common_crawl.choice import chosen, ranges
from crawler.common_crawl.fetching import LEDGER, Store, fetch_records
from crawler.common_crawl.index import Wanted, read_index
from tests.archives.crawl import CRAWL, INDEX, PATHS, SEGMENT, Page, laid_out
from tests.archives.server import Served, served
from tests.archives.warcs import AT


def remote() -> Remote:
    return Remote(Pace(1000), "tests", first_wait=0.01)


def nothing(*_: object) -> None:
    """Nobody is told."""


PAGES = [
    Page("https://www.studio-a.example/prices"),
    Page("https://www.studio-a.example/blog/our-cat"),
    Page("https://studio-a.example/lip-blush", at=AT - timedelta(days=3)),
    Page("https://www.studio-a.example/lip-blush/", at=AT),
    Page("https://studio-a.example/menu.pdf", mime="application/pdf"),
    Page("https://studio-a.example/old-prices", status=404),
    Page("https://studio-a.example/price-list", truncated="length"),
    Page("https://other.example/prices"),
    Page("https://far.example/lip-blush-offer"),
    *(Page(f"https://somebody-{n:02d}.example/about") for n in range(20)),
]


@pytest.fixture
def crawl(tmp_path: Path):
    laid_out(tmp_path / "crawl", PAGES)
    with served(tmp_path / "crawl") as files:
        yield files


def urls(files: Served, wanted: Wanted, folder: Path, pages: int = 25) -> list[str]:
    return sorted(one.url for one in chosen(read_index(files.address, wanted, remote(), folder, nothing), pages))


def test_captures_of_hosts_are_found_where_they_can_be_read_and_promise_prices(crawl: Served, tmp_path: Path) -> None:
    wanted = Wanted(CRAWL, ("studio-a.example",))
    assert urls(crawl, wanted, tmp_path / "index") == [
        "https://www.studio-a.example/lip-blush/",  # the newer one of two captures of a page
        "https://www.studio-a.example/prices",
    ]
    assert urls(crawl, wanted, tmp_path / "index", pages=1) == ["https://www.studio-a.example/prices"]


def test_captures_are_found_by_words_of_their_path_on_all_hosts_or_on_some(crawl: Served, tmp_path: Path) -> None:
    assert urls(crawl, Wanted(CRAWL, (), ("lip-blush",)), tmp_path / "all") == [
        "https://far.example/lip-blush-offer",
        "https://www.studio-a.example/lip-blush/",
    ]
    both = Wanted(CRAWL, ("far.example", "other.example"), ("lip-blush",))
    assert urls(crawl, both, tmp_path / "both") == ["https://far.example/lip-blush-offer"]


def test_a_host_is_found_with_what_lies_below_it_and_nothing_that_only_ends_alike(tmp_path: Path) -> None:
    laid_out(
        tmp_path / "crawl", [Page(f"https://{host}/prices") for host in ("a.example", "shop.a.example", "ba.example")]
    )
    with served(tmp_path / "crawl") as files:
        assert urls(files, Wanted(CRAWL, ("a.example",)), tmp_path / "index") == [
            "https://a.example/prices",
            "https://shop.a.example/prices",
        ]


def test_groups_of_rows_that_cannot_hold_a_host_are_not_read(tmp_path: Path) -> None:
    pages = [Page(f"https://host-{n:04d}.example/{'x' * 200}{n}/prices") for n in range(4000)]
    laid_out(tmp_path / "crawl", pages, files=2, row_group=200)
    with served(tmp_path / "crawl") as files:
        assert len(urls(files, Wanted(CRAWL, ("host-0001.example",)), tmp_path / "index")) == 1
        holding, other = sorted(path for path in files.sent if path.startswith(INDEX))
        data = (files.folder / other).read_bytes()
        footer = len(data) - int.from_bytes(data[-8:-4], "little") - 8
        # Of the file that cannot hold it nothing but the end is read; of the other one group of ten, and not all of it.
        of_other = [start for path, start, length in files.ranges if path == other and length > 1]
        assert of_other and min(of_other) >= min(footer, len(data) - (1 << 14))
        assert files.sent[holding] < (files.folder / holding).stat().st_size / 2


def test_an_index_of_an_older_crawl_lacks_columns(tmp_path: Path) -> None:
    laid_out(tmp_path / "crawl", PAGES, content_mime_detected=True, content_truncated=True, content_languages=True)
    with served(tmp_path / "crawl") as files:
        found = urls(files, Wanted(CRAWL, ("studio-a.example",)), tmp_path / "index")
    assert "https://studio-a.example/price-list" in found


def test_what_was_read_of_the_index_is_not_read_again(crawl: Served, tmp_path: Path) -> None:
    wanted = Wanted(CRAWL, ("studio-a.example",))
    first = urls(crawl, wanted, tmp_path / "index")
    crawl.asked.clear()
    assert urls(crawl, wanted, tmp_path / "index") == first
    assert set(crawl.asked) == {PATHS}


@pytest.mark.parametrize("faults", [["403"], ["503", "503"], ["503 later"], ["truncated"], ["403", "truncated", "503"]])
def test_the_index_and_records_are_asked_for_again_where_the_server_is_busy(
    crawl: Served, tmp_path: Path, faults: list[str]
) -> None:
    index = f"{INDEX}/subset=warc/part-00001-5f5e1a7c-6b1c-4f5c-8b3e-4c41a3b1d6f9.c000.gz.parquet"
    warc = f"{SEGMENT}/CC-MAIN-20190419211538-20190419233538-00000.warc.gz"
    crawl.faults[PATHS], crawl.faults[index], crawl.faults[warc] = list(faults), list(faults), list(faults)
    assert len(fetched(crawl, tmp_path)) == 2


def test_an_answer_that_is_no_parquet_is_asked_for_again(crawl: Served, tmp_path: Path) -> None:
    index = f"{INDEX}/subset=warc/part-00001-5f5e1a7c-6b1c-4f5c-8b3e-4c41a3b1d6f9.c000.gz.parquet"
    crawl.faults[index] = ["", "no file"]
    assert len(fetched(crawl, tmp_path)) == 2


def fetched(files: Served, folder: Path) -> list[str]:
    """The pages of studio-a as they are in the local files."""
    asking = remote()
    slices = read_index(files.address, Wanted(CRAWL, ("studio-a.example",)), asking, folder / "index", nothing)
    with Store(folder / "store") as store:
        fetch_records(files.address, chosen(slices, 25), asking, store, nothing)
        return kept(store.files)


def kept(paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        with open_stored(path, remote()) as file:
            found += [read_capture(record, AT + timedelta(days=1)) for record in read_records(file)]
    assert all(capture.page is not None for capture in found)
    return [str(capture.url) for capture in found]


def test_a_record_that_is_gone_is_told_and_not_asked_for_again(crawl: Served, tmp_path: Path) -> None:
    warc = f"{SEGMENT}/CC-MAIN-20190419211538-20190419233538-00000.warc.gz"
    crawl.faults[warc] = ["404"]
    assert len(fetched(crawl, tmp_path)) == 1
    problems = [json.loads(line)["problem"] for line in (tmp_path / "store" / LEDGER).read_text().splitlines()]
    assert len([problem for problem in problems if problem and "404" in problem]) == 1
    crawl.asked.clear()
    assert len(fetched(crawl, tmp_path)) == 1
    assert set(crawl.asked) == {PATHS}


def test_a_server_that_sends_no_parts_is_told_so_at_once(crawl: Served, tmp_path: Path) -> None:
    warc = f"{SEGMENT}/CC-MAIN-20190419211538-20190419233538-00000.warc.gz"
    crawl.faults[warc] = ["whole"] * 99
    with pytest.raises(RemoteError, match="whole files only"):
        remote().read(f"{crawl.address}/{warc}", 10, 10)
    assert crawl.asked[warc] == 1


def test_a_server_that_goes_on_refusing_is_left_alone(crawl: Served, tmp_path: Path) -> None:
    crawl.faults[PATHS] = ["403"] * 99
    with pytest.raises(RemoteError, match=f"HTTP 403, {MOST_ATTEMPTS} times"):
        remote().read_all(f"{crawl.address}/{PATHS}", 1000)
    assert crawl.asked[PATHS] == MOST_ATTEMPTS


def test_a_killed_fetch_goes_on_where_it_was(crawl: Served, tmp_path: Path) -> None:
    whole = fetched(crawl, tmp_path)
    [warc] = (tmp_path / "store").glob("*.warc.gz")
    ledger = tmp_path / "store" / LEDGER
    bytes_whole, lines = warc.read_bytes(), ledger.read_bytes().splitlines(keepends=True)
    # It was killed after it wrote a record, and in the middle of noting that.
    ledger.write_bytes(lines[0] + lines[1][:20])
    crawl.ranges.clear()
    assert fetched(crawl, tmp_path) == whole
    assert warc.read_bytes() == bytes_whole
    assert len([one for one in crawl.ranges if one[0].startswith("crawl-data")]) == 1


def test_neighbours_come_with_one_request(tmp_path: Path) -> None:
    laid_out(tmp_path / "crawl", [Page(f"https://studio-a.example/prices-{n}") for n in range(6)], files=1)
    with served(tmp_path / "crawl") as files:
        slices = read_index(files.address, Wanted(CRAWL, ("studio-a.example",)), remote(), tmp_path / "i", nothing)
        captures = chosen(slices, 25)
        assert [len(one.captures) for one in ranges(captures)] == [6]
        with Store(tmp_path / "store") as store:
            fetch_records(files.address, captures, remote(), store, nothing)
            # What lies between the records, requests and metadata, is not kept.
            assert sorted(kept(store.files)) == sorted(found.url for found in captures)


def test_an_index_that_lies_about_places_costs_those_records_only(tmp_path: Path) -> None:
    laid_out(tmp_path / "crawl", [Page("https://studio-a.example/prices"), Page("https://studio-a.example/price-list")])
    with served(tmp_path / "crawl") as files:
        warc = tmp_path / "crawl" / SEGMENT / "CC-MAIN-20190419211538-20190419233538-00000.warc.gz"
        warc.write_bytes(b"no gzip here" * 1000)
        assert fetched(files, tmp_path) == ["https://studio-a.example/price-list"]


def test_the_list_of_index_files_is_checked(tmp_path: Path) -> None:
    laid_out(tmp_path / "crawl", PAGES)
    (tmp_path / "crawl" / PATHS).write_bytes(gzip.compress(b"../../etc/passwd\nhttp://elsewhere.example/x.parquet\n"))
    with served(tmp_path / "crawl") as files, pytest.raises(RemoteError, match="names none of pages"):
        urls(files, Wanted(CRAWL, ("studio-a.example",)), tmp_path / "index")
