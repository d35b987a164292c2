"""Plans what to fetch of Common Crawl, tells it before anything is fetched, and fetches it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from crawler.archives.partition import METHOD, SOURCE
from crawler.archives.remote import Pace, Remote, RemoteError
from crawler.common_crawl.choice import Found, chosen, ranges
from crawler.common_crawl.fetching import Store, fetch_records
from crawler.common_crawl.index import CRAWL, Wanted, read_index
from crawler.extract.booking import platform_of
from crawler.items import PageOutcome
from crawler.manners.agent import user_agent
from crawler.options import NO_CONTACT, PAGES
from crawler.page_address import canonical, page_key, site_of
from crawler.raw_file import raw_line
from crawler.source import live_sources
from pipeline import settings
from pipeline.errors import BlushBookError, UsageError
from pipeline.home import Home

_PLANS = "index"
_NOT_HAD_FILE = "common_crawl.jsonl"
_GO_ON = "the same command goes on where it was"


@dataclass(frozen=True, kw_only=True)
class CommonCrawlRequest:
    """What to look for in a crawl. Without hosts and words: the sites of our studios."""

    crawl: str
    hosts_file: Path | None = None
    path_words: tuple[str, ...] = ()
    pages: int = PAGES

    def check(self) -> None:
        """Raise `UsageError` for what cannot be looked for."""
        if not CRAWL.fullmatch(self.crawl):
            raise UsageError(f"{self.crawl!r} is no crawl: write it as CC-MAIN-2026-40")
        if any(len(word) < 3 for word in self.path_words):
            raise UsageError("--path-word: a word of fewer than 3 letters stands in every address")
        self._listed()

    def wanted(self, home: Home) -> Wanted:
        """What is looked for in the index."""
        hosts = self._listed()
        if not hosts and not self.path_words:
            hosts = studio_hosts(home)
        return Wanted(self.crawl, hosts, tuple(sorted({word.lower() for word in self.path_words})))

    def _listed(self) -> tuple[str, ...]:
        """The hosts of the file, one a line: as a host, or as an address on it. What follows # is a remark."""
        if self.hosts_file is None:
            return ()
        found: set[str] = set()
        for number, line in enumerate(self.hosts_file.read_text("utf-8").splitlines(), 1):
            text = line.partition("#")[0].strip()
            if not text:
                continue
            url = canonical(text if "://" in text else f"https://{text}")
            if url is None or "." not in site_of(url):
                raise UsageError(f"{self.hosts_file}, line {number}: {text[:100]!r} is no host")
            found.add(_host(url))
        if not found:
            raise UsageError(f"{self.hosts_file} names no host")
        return tuple(sorted(found))


@dataclass(frozen=True)
class Plan:
    """What would be fetched of a crawl, and where it is kept."""

    request: CommonCrawlRequest
    wanted: Wanted
    captures: list[Found]
    folder: Path
    waiting: list[Found]
    index_files: int
    index_requests: int
    index_bytes: int

    @property
    def told(self) -> str:
        """The plan in words, with what it takes."""
        requests = ranges(self.waiting)
        size = sum(one.length for one in requests)
        rate = settings.archive_requests()
        hosts = {_host(found.url) for found in self.captures}
        looked_for = f"{len(self.wanted.hosts):,} hosts" if self.wanted.hosts else "all hosts"
        words = f", addresses with {' or '.join(self.wanted.path_words)}" if self.wanted.path_words else ""
        return (
            f"{self.request.crawl}: {looked_for}{words}\n"
            f"  index      {self.index_files:,} files, {_size(self.index_bytes)} of them read in"
            f" {self.index_requests:,} requests just now\n"
            f"  captures   {len(self.captures):,} of {len(hosts):,} hosts,"
            f" {len(self.captures) - len(self.waiting):,} of them fetched before\n"
            f"  to fetch   {_size(size)} in {len(requests):,} requests,"
            f" at least {_time(len(requests) / rate)} at {rate:g} a second\n"
            f"  kept in    {self.folder}"
        )


def plan(home: Home, request: CommonCrawlRequest, tell: Callable[[str], None]) -> Plan:
    """Read the index, and choose; raises `BlushBookError` where it cannot be read."""
    wanted = request.wanted(home)
    folder = home.archives / f"{wanted.crawl}-{_short(wanted)}"
    remote = _remote()
    try:
        slices = read_index(
            settings.common_crawl(),
            wanted,
            remote,
            folder / _PLANS,
            lambda done, of: tell(f"{done} of {of} files of the index"),
        )
    except RemoteError as error:
        raise BlushBookError(f"the index of {wanted.crawl} could not be read: {error}; {_GO_ON}") from error
    captures = chosen(slices, request.pages)
    with Store(folder) as store:
        waiting = [capture for capture in captures if not store.is_done(capture)]
    return Plan(request, wanted, captures, folder, waiting, len(slices), remote.requests, remote.bytes_read)


def fetch_planned(planned: Plan, raw_folder: Path, tell: Callable[[str], None]) -> tuple[str, ...]:
    """Fetch what a plan names; returns the WARC files that hold it. What is not to be had is told in the raw folder.

    Raises `BlushBookError` where the server refuses.
    """
    with Store(planned.folder) as store:
        try:
            failed = fetch_records(
                settings.common_crawl(),
                planned.captures,
                _remote(),
                store,
                lambda done, of: tell(f"{done} of {of} captures fetched"),
            )
        except RemoteError as error:
            raise BlushBookError(f"the server gives no more: {error}; {_GO_ON}") from error
        reasons = {found: store.problem(found) or failed.get(found.place) for found in planned.captures}
        missing = {found: reason for found, reason in reasons.items() if reason}
        raw_folder.mkdir(parents=True, exist_ok=True)
        lines = b"".join(raw_line(_outcome(found, reason)) for found, reason in missing.items())
        (raw_folder / _NOT_HAD_FILE).write_bytes(lines)
        return tuple(store.files)


def studio_hosts(home: Home) -> tuple[str, ...]:
    """The hosts of the studios that are known: of the seeds, and of the providers of the current release.

    Those of booking platforms are not: they are the hosts of everybody.
    """
    urls = [url for source in live_sources().values() for url in source.seed_addresses()]
    if home.database.exists():
        with duckdb.connect(str(home.database.resolve()), read_only=True) as connection:
            query = "select distinct url from price_observation where url_role = 'page' and basis <> 'second_hand'"
            urls += [row[0] for row in connection.execute(query).fetchall() if row[0]]
    spelled = {url for url in map(canonical, urls) if url is not None and platform_of(url) is None}
    return tuple(sorted({_host(url) for url in spelled}))


def _outcome(found: Found, reason: str) -> PageOutcome:
    return PageOutcome(
        source=SOURCE,
        url=found.url,
        method=METHOD,
        outcome="error",
        detail=f"the archive's record could not be had: {reason}"[:300],
        page_key=page_key(found.url),
        site=site_of(found.url),
        fetched_at=found.at,
        archive_file=found.place.warc_filename,
        archive_offset=found.place.offset,
    )


def _remote() -> Remote:
    return Remote(Pace(settings.archive_requests()), user_agent(settings.contact() or NO_CONTACT))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _short(wanted: Wanted) -> str:
    text = json.dumps([wanted.hosts, wanted.path_words])
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:8]


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} TB"


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
