"""`blushbook archive`: what becomes of files, whoever reads them, however often it is stopped."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from crawler.archives.attempt import FOLDER as ATTEMPTS
from crawler.archives.partition import MANIFESTS, NOT_IN_FILES, Job, Partition, finished, read_partition
from crawler.archives.plan import partitions_of, revisit_partitions
from crawler.archives.remote import Pace, Remote
from crawler.items import PriceListing
from crawler.raw_file import raw_line
from crawler.raw_table import RawTable
from pipeline.raw import read_raw
from tests.archives import warcs
from tests.archives.crawl import CRAWL, Page, laid_out
from tests.archives.server import served
from tests.archives.warcs import AT, menu, record, revisit
from tests.conftest import Command

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def job_in(folder: Path, **how: object) -> Job:
    folder.mkdir(parents=True, exist_ok=True)
    return Job(str(folder), NOW, "tests", b"salt", **how)  # type: ignore[arg-type]


def remote() -> Remote:
    return Remote(Pace(1000), "tests", first_wait=0.01)


def read_all(files: Sequence[str], folder: Path, part_bytes: int = 64 << 20) -> pd.DataFrame:
    """The raw items of files, read in this process."""
    job = job_in(folder)
    partitions = partitions_of(files, remote(), part_bytes)
    read = [(partition, read_partition(partition, job)) for partition in partitions]
    for partition in revisit_partitions(read, job):
        read_partition(partition, job)
    return items_in(folder)


def items_in(folder: Path) -> pd.DataFrame:
    """All raw items of a folder, in an order that does not depend on who read which first."""
    found = duckdb.sql(f"from read_parquet('{folder}/*.parquet') order by all").to_arrow_table().to_pandas()
    return found.astype("str")


def outcomes(items: pd.DataFrame) -> list[tuple[str, str]]:
    pages = items[items["item"] == "PageOutcome"].sort_values(["fetched_at", "url"])
    return list(zip(pages["url"], pages["outcome"], strict=True))


def test_a_capture_is_read_as_a_live_page_is_and_dated_by_its_own_day(tmp_path: Path) -> None:
    file = warcs.write(tmp_path / "a.warc.gz", [record("https://studio.example/", menu("Lip blush $450"))])
    items = read_all([file], tmp_path / "raw")
    [price] = items[items["item"] == "PriceListing"].to_dict("records")
    assert (price["service"], price["price_text"], price["source"]) == ("Lip blush", "$450", "archive")
    assert price["fetched_at"] == "2019-05-04T03:02:01+00:00"
    [page] = items[items["item"] == "PageOutcome"].to_dict("records")
    assert (page["archive_file"], page["archive_offset"], page["items"]) == (file, "0", "1")


def test_a_table_of_raw_items_reads_back_as_raw_lines_do(tmp_path: Path) -> None:
    listing = PriceListing(
        source="archive", url="https://a.example/", method="menu text", service="Lip \ud800 blush “x”",
        headings=("A", 'B "quoted"'), price_text="$4\u00a050", extract_version=4, fetched_at=AT.isoformat(),
    )  # fmt: skip
    for folder in ("lines", "table"):
        (tmp_path / folder).mkdir()
    (tmp_path / "lines" / "a.jsonl").write_bytes(raw_line(listing))
    with RawTable(tmp_path / "table" / "a.parquet") as table:
        table.write([listing])
    lines, tables = (read_raw(tmp_path / folder).by_type["PriceListing"] for folder in ("lines", "table"))
    pd.testing.assert_frame_equal(lines, tables)


def test_revisits_renew_what_the_page_said_wherever_its_bytes_are(tmp_path: Path) -> None:
    body, lost = menu("Lip blush $450"), menu("Lip blush $999")
    days = [AT + timedelta(days=day) for day in range(5)]
    first = warcs.write(
        tmp_path / "a.warc.gz",
        [
            revisit("https://a.example/", body, days[1]),  # before its page, which is in another file
            revisit("https://lost.example/", lost, days[2]),
        ],
    )
    second = warcs.write(
        tmp_path / "b.warc.gz", [record("https://a.example/", body), revisit("https://a.example/", body, days[3])]
    )
    items = read_all([first, second], tmp_path / "raw")
    assert outcomes(items) == [
        ("https://a.example/", "ok"),
        ("https://a.example/", "unchanged"),
        ("https://lost.example/", "error"),
        ("https://a.example/", "unchanged"),
    ]
    assert set(items.loc[items["outcome"] == "error", "detail"]) == {NOT_IN_FILES}
    prices = items[items["item"] == "PriceListing"]
    assert sorted(prices["fetched_at"]) == [day.isoformat() for day in (days[0], days[1], days[3])]


def test_parts_of_a_file_hold_what_the_file_holds(tmp_path: Path) -> None:
    warcs.many(tmp_path / "a.warc.gz", 60)
    file = str(tmp_path / "a.warc.gz")
    assert len(partitions_of([file], remote(), 5000)) > 5
    pd.testing.assert_frame_equal(read_all([file], tmp_path / "whole"), read_all([file], tmp_path / "parts", 5000))


def test_files_on_the_web_are_read_by_parts(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    warcs.many(tmp_path / "www" / "a.warc.gz", 20)
    with served(tmp_path / "www") as files:
        files.faults["a.warc.gz"] = ["", "503", "truncated"]
        of_web = read_all([f"{files.address}/a.warc.gz"], tmp_path / "web")
    of_disk = read_all([str(tmp_path / "www" / "a.warc.gz")], tmp_path / "disk")
    columns = [name for name in of_disk.columns if name != "archive_file"]
    pd.testing.assert_frame_equal(of_web[columns], of_disk[columns])


def test_a_finished_partition_is_not_read_again_unless_its_file_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    warcs.many(file, 3)
    job = job_in(tmp_path / "raw")
    [partition] = partitions_of([str(file)], remote())
    read_partition(partition, job)
    output = job.output(partition).stat()
    read_partition(partition, job)
    assert job.output(partition).stat().st_mtime_ns == output.st_mtime_ns
    warcs.many(file, 4)
    [changed] = partitions_of([str(file)], remote())
    assert finished(partition, job) and not finished(changed, job)
    job.output(partition).write_bytes(b"cut off")
    assert not finished(partition, job)


def test_a_manifest_tells_what_was_made_of_what_and_by_which_rules(tmp_path: Path) -> None:
    data = [record("https://a.example/", menu("Lip blush $450")), b"rubbish", record("urn:x", b"x", kind="request")]
    file = warcs.write(tmp_path / "a.warc.gz", data)
    job = job_in(tmp_path / "raw")
    [partition] = partitions_of([file], remote())
    read_partition(partition, job)
    manifest = json.loads(job.manifest(partition).read_text())
    assert manifest["input"]["file"] == file and "extract_version" in manifest["input"]
    assert manifest["records"] == {"response": 1, "damaged": 1, "request": 1}
    assert manifest["outcomes"] == {"ok": 1, "error": 1}
    assert (Path(job.folder) / manifest["output"]).stat().st_size == manifest["output_bytes"]


def left_behind(folder: Path, partition: Partition, offset: int, times: int) -> None:
    """What attempts leave whose process died at a page."""
    (folder / ATTEMPTS).mkdir(parents=True)
    for number in range(times):
        (folder / ATTEMPTS / f"{partition.name}.{number}").write_text(f"{offset:<20}")


@pytest.mark.parametrize(("deaths", "outcome"), [(1, "ok"), (2, "error")])
def test_a_page_at_which_processes_die_is_left_out_the_second_time(tmp_path: Path, deaths: int, outcome: str) -> None:
    file = tmp_path / "a.warc.gz"
    warcs.many(file, 3)
    job = job_in(tmp_path / "raw")
    [partition] = partitions_of([str(file)], remote())
    left_behind(tmp_path / "raw", partition, 0, deaths)
    read_partition(partition, job)
    assert [found for _, found in outcomes(items_in(tmp_path / "raw"))] == [outcome, "ok", "ok"]


def test_a_page_that_takes_too_long_ends_its_process_and_then_is_left_out(tmp_path: Path) -> None:
    warcs.write(
        tmp_path / "a.warc.gz",
        [record("https://slow.example/", menu("Lip blush $450")), record("https://b.example/", menu("Lip blush $500"))],
    )
    # In place of a page that takes minutes: the reading of one address never ends.
    code = """
import sys, time
from crawler.archives import partition as module
from tests.archives.test_archive import job_in, remote, partitions_of
from pathlib import Path
read = module.read_items
module.read_items = lambda page, *how: time.sleep(60) if "slow" in page.url else read(page, *how)
folder = Path(sys.argv[1])
[one] = partitions_of([str(folder / "a.warc.gz")], remote())
module.read_partition(one, job_in(folder / "raw", page_seconds=0.3))
"""
    codes = [
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=warcs.ROOT, timeout=60).returncode
        for _ in range(3)
    ]
    assert [code != 0 for code in codes] == [True, True, False]
    assert sorted(outcomes(items_in(tmp_path / "raw"))) == [
        ("https://b.example/", "ok"),
        ("https://slow.example/", "error"),
    ]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Files of enough pages to be killed among."""
    folder = tmp_path_factory.mktemp("pages")
    for number in range(6):
        warcs.many(folder / f"{number}.warc.gz", 60, seed=number)
    return sorted(map(str, folder.glob("*.warc.gz")))


@pytest.fixture(scope="module")
def undisturbed(pages: list[str], tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return read_all(pages, tmp_path_factory.mktemp("undisturbed"))


def begun(*arguments: object) -> subprocess.Popen[str]:
    """The command, going on by itself."""
    command = [str(Path(sys.executable).with_name("blushbook")), "archive", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def wait_for(folder: Path, manifests: int, seconds: float = 120) -> None:
    """Wait until so many partitions of the one run in a home are finished."""
    give_up = time.monotonic() + seconds
    while len(list(folder.glob(f"raw/*/{MANIFESTS}/*.json"))) < manifests:
        assert time.monotonic() < give_up
        time.sleep(0.02)


def raw_of(home: Path) -> Path:
    [folder] = (home / "raw").iterdir()
    return folder


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def test_processes_find_what_one_does(
    pages: list[str], undisturbed: pd.DataFrame, blushbook: Command, tmp_path: Path
) -> None:
    done = blushbook("archive", "--home", tmp_path / "home", "--processes", 2, *pages)
    assert done.returncode == 0, done.stderr
    pd.testing.assert_frame_equal(items_in(raw_of(tmp_path / "home")), undisturbed)
    assert not (raw_of(tmp_path / "home") / ATTEMPTS).exists()


def test_a_process_that_is_killed_costs_its_partitions_time(
    pages: list[str], undisturbed: pd.DataFrame, tmp_path: Path
) -> None:
    command = begun("--home", tmp_path / "home", "--processes", 2, *pages)
    wait_for(tmp_path / "home", 1)
    for worker in children(command.pid):
        if b"spawn_main" in Path(f"/proc/{worker}/cmdline").read_bytes():
            os.kill(worker, signal.SIGKILL)
            break
    assert command.wait(timeout=120) == 0, command.communicate()[1]
    command.communicate()
    pd.testing.assert_frame_equal(items_in(raw_of(tmp_path / "home")), undisturbed)


def test_a_command_that_is_killed_is_gone_on_with(
    pages: list[str], undisturbed: pd.DataFrame, blushbook: Command, tmp_path: Path
) -> None:
    command = begun("--home", tmp_path / "home", "--processes", 1, *pages)
    wait_for(tmp_path / "home", 2)
    command.kill()
    command.communicate()
    manifests = {path: path.stat().st_mtime_ns for path in (tmp_path / "home").glob(f"raw/*/{MANIFESTS}/*.json")}
    done = blushbook("archive", "--home", tmp_path / "home", *pages)
    assert done.returncode == 0, done.stderr
    assert "going on with run" in done.stderr
    assert all(path.stat().st_mtime_ns == at for path, at in manifests.items())
    pd.testing.assert_frame_equal(items_in(raw_of(tmp_path / "home")), undisturbed)


def test_an_archive_becomes_part_of_what_is_published(published: Path, blushbook: Command, tmp_path: Path) -> None:
    prices = {2017: 300, 2019: 350, 2021: 350}
    moments = {year: datetime(year, 3, 1, tzinfo=UTC) for year in prices}
    records = [
        record("https://old-studio.example/prices", menu(f"Lip blush ${amount}"), moments[year])
        for year, amount in prices.items()
    ]
    records += [record("https://fresh-studio.example/prices", menu("Lip blush $475"), NOW - timedelta(days=90))]
    # The same captures once more, in another file: they count once.
    files = [warcs.write(tmp_path / f"{name}.warc.gz", records) for name in ("a", "b")]
    assert blushbook("archive", "--home", published, *files).returncode == 0
    assert blushbook("normalize", "--home", published).returncode == 0
    done = blushbook("publish", "--home", published)
    assert done.returncode == 0, done.stderr

    def rows(query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str((published / "current" / "blushbook.duckdb").resolve()), read_only=True) as connection:
            return connection.execute(query).fetchall()

    assert rows(
        "select count(*), count(distinct observation_id) from price_observation where capture_kind = 'archive'"
    ) == [(4, 4)]
    assert rows(
        "select year(valid_from), price_low, captures from price_history where url like '%old-studio%' order by 1"
    ) == [(2017, 300, 1), (2019, 350, 2)]
    assert rows("select left_out_because from first_visit where url like '%old-studio%'") == [
        ("last seen by an archive, more than two years before this run",)
    ]
    assert rows("select price_usd from lip_price where url like '%fresh-studio%'") == [(475,)]
    assert rows("select count(*) from change_since_last_run where source = 'archive'") == [(0,)]
    # All of it can be made again from the raw files.
    before = rows("from price_observation order by all")
    assert blushbook("rebuild", "--home", published).returncode == 0
    assert rows("from price_observation order by all") == before


def test_an_archive_that_two_runs_read_counts_once(published: Path, blushbook: Command, tmp_path: Path) -> None:
    stars = {"@type": "AggregateRating", "ratingValue": 4.8, "reviewCount": 31}
    studio = {"@context": "https://schema.org", "@type": "BeautySalon", "name": "Old Studio", "aggregateRating": stars}
    page = menu("Lip blush $450") + f'<script type="application/ld+json">{json.dumps(studio)}</script>'.encode()
    file = warcs.write(tmp_path / "a.warc.gz", [record("https://old-studio.example/", page, NOW - timedelta(days=90))])
    counts = []
    for hour in (1, 2):
        now = {"BLUSHBOOK_NOW": (NOW + timedelta(hours=hour)).isoformat()}
        assert blushbook("archive", "--home", published, file, **now).returncode == 0
        assert blushbook("normalize", "--home", published, **now).returncode == 0
        done = blushbook("publish", "--home", published, **now)
        assert done.returncode == 0, done.stderr
        with duckdb.connect(str((published / "current" / "blushbook.duckdb").resolve()), read_only=True) as connection:
            counts.append(
                {
                    table: connection.execute(f"select count(*) from {table} where source = 'archive'").fetchall()
                    for table in ("price_observation", "price_history", "rating")
                }
            )
    assert counts[0] == counts[1]
    assert set(map(tuple, counts[0].values())) == {((1,),)}


def test_common_crawl_is_planned_and_then_fetched_and_read(blushbook: Command, tmp_path: Path) -> None:
    laid_out(tmp_path / "crawl", [Page("https://www.studio-a.example/prices"), Page("https://b.example/prices")])
    (tmp_path / "hosts.txt").write_text("# mine\nhttps://www.studio-a.example/about  # the first\n")
    asked = ("archive", "--home", tmp_path / "home", "--common-crawl", CRAWL, "--hosts", tmp_path / "hosts.txt")
    with served(tmp_path / "crawl") as files:
        setting = {"BLUSHBOOK_COMMON_CRAWL": files.address, "BLUSHBOOK_ARCHIVE_REQUESTS": "100"}
        done = blushbook(*asked, "--plan", **setting)
        assert done.returncode == 0, done.stderr
        assert "1 of 1 hosts, 0 of them fetched before" in done.stdout and "in 1 requests" in done.stdout
        assert not [path for path in files.asked if path.startswith("crawl-data") and path.endswith("warc.gz")]
        assert not (tmp_path / "home" / "raw").exists()
        done = blushbook(*asked, **setting)
        assert done.returncode == 0, done.stderr
        files.asked.clear()
        again = blushbook(*asked, "--plan", **setting)
        assert "1 of them fetched before" in again.stdout and "in 0 requests" in again.stdout
        assert len(files.asked) == 1
    items = items_in(raw_of(tmp_path / "home"))
    assert outcomes(items) == [("https://www.studio-a.example/prices", "ok")]
    assert len(items[items["item"] == "PriceListing"]) == 2


def test_a_record_that_cannot_be_had_is_told_as_what_became_of_its_page(blushbook: Command, tmp_path: Path) -> None:
    laid_out(tmp_path / "crawl", [Page("https://a.example/prices"), Page("https://b.example/prices")])
    (tmp_path / "hosts.txt").write_text("a.example\nb.example\n")
    asked = ("--home", tmp_path / "home", "--common-crawl", CRAWL, "--hosts", tmp_path / "hosts.txt")
    with served(tmp_path / "crawl") as files:
        [second] = (tmp_path / "crawl" / "crawl-data").rglob("*-00001.warc.gz")
        second.unlink()
        done = blushbook("archive", *asked, BLUSHBOOK_COMMON_CRAWL=files.address, BLUSHBOOK_ARCHIVE_REQUESTS="100")
    assert done.returncode == 0, done.stderr
    found = read_raw(raw_of(tmp_path / "home")).by_type["PageOutcome"].sort_values("url")
    assert list(zip(found["url"], found["outcome"], strict=True)) == [
        ("https://a.example/prices", "ok"),
        ("https://b.example/prices", "error"),
    ]
    assert "the archive's record could not be had" in str(found["detail"].iloc[1])
    assert blushbook("normalize", "--home", tmp_path / "home").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name WARC files"),
        (["--plan"], "--plan goes with --common-crawl"),
        (["missing.warc.gz"], "there is no file missing.warc.gz"),
        (["--common-crawl", "latest"], "write it as CC-MAIN-2026-40"),
        (["--common-crawl", CRAWL, "--path-word", "a"], "fewer than 3 letters"),
    ],
)
def test_what_cannot_be_read_is_told_before_a_run_begins(
    arguments: list[str], told: str, blushbook: Command, tmp_path: Path
) -> None:
    done = blushbook("archive", "--home", tmp_path / "home", *arguments)
    assert done.returncode == 2 and told in done.stderr
    assert not (tmp_path / "home" / "raw").exists()


def test_files_without_a_page_are_nothing_usable(blushbook: Command, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(os.urandom(5000))
    done = blushbook("archive", "--home", tmp_path / "home", tmp_path / "a.warc.gz")
    assert done.returncode == 5 and "no page could be read from these files (1 error)" in done.stderr
    shutil.rmtree(tmp_path / "home")
