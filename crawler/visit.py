"""Visits one site: its first page, then the page that promises most, until its budget of pages is used up."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.http import Response

from crawler.archive import Kept
from crawler.extract.booking import booking_pages, platform_of
from crawler.extract.links import NEVER, Link, of_site, promise
from crawler.fetch import fetch
from crawler.items import PageOutcome
from crawler.keeper import Keeper
from crawler.manners.robots import LONGEST_DELAY, Robots, Rules
from crawler.outcome import Ending, ending_of_failure, ending_of_response
from crawler.page_address import can_be_page, canonical, home_of, page_key, pattern_of, site_of
from crawler.page_memory import KnownPage
from crawler.reading import Reading, in_time, links_of, read_page
from crawler.sitemap import read_sitemap
from crawler.worklist import BOOKING, MOST_ATTEMPTS, Task

SEED_SCORE, HOME_SCORE = 1000.0, 900.0
DEEPEST = 5
"""How many links a page may lie away from where the crawl began: a maze is endless, a studio's menu is not."""
MOST_FAILURES = 3
"""After so many pages in a row that were refused or did not come, the rest is not asked for."""
_FAILURES = frozenset({"blocked", "timeout"})
_MOST_SITEMAPS = 5
_MOST_SITEMAP_PAGES = 200
_WORTH_ASKING = 0.0
_BOOKING_SCORE = 8.0


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """What the visits of all sites share."""

    source: str
    engine: ExecutionEngine
    robots: Robots
    now: Callable[[], datetime]
    keeper: Keeper
    pages: int
    recheck: timedelta | None
    """How long a page is not asked again; null where it is asked in any case."""


def seed_tasks(addresses: Iterable[str]) -> list[Task]:
    """The pages a crawl begins with: each address, and the first page of its host."""
    tasks: dict[str, Task] = {}
    for url in filter(None, map(canonical, addresses)):
        for page, score in ((url, SEED_SCORE), (home_of(url), HOME_SCORE)):
            tasks.setdefault(page_key(page), _task(site_of(url), page, score, 0))
    return list(tasks.values())


class Visit:
    """The visit of one site."""

    def __init__(self, site: str, visitor: Visitor) -> None:
        self._site = site
        self._visitor = visitor
        self._work = visitor.keeper.work
        self._seen = visitor.keeper.read_so_far(site)
        self._budget = visitor.pages
        self._note: str | None = None
        self._listed: dict[str, float] = {}

    async def make(self) -> int:
        """Ask for the pages of the site, one after another; returns how many were asked for."""
        asked = failures = 0
        while failures < MOST_FAILURES:
            task = self._work.take(self._site, self._budget)
            if task is None:
                break
            if asked == 0:
                await self._begin(task)
            outcome, is_last = await self._ask(task)
            asked += 1
            failures = failures + 1 if outcome in _FAILURES else 0
            if is_last:
                break
        return asked

    async def _begin(self, first: Task) -> None:
        """Learn what the host wants and what its sitemaps list."""
        rules = Rules()
        # That robots.txt cannot be had is told by the outcome of the first page: it needs it too.
        with suppress(Exception):
            rules = await self._visitor.robots.rules_of(first.url)
        if rules.delay > LONGEST_DELAY:
            self._budget = max(1, int(self._visitor.pages * LONGEST_DELAY / rules.delay))
            self._note = f"Crawl-delay of {rules.delay:.0f} s: {self._budget} of {self._visitor.pages} pages"
        elif not self._work.is_done(first.page_key):
            self._work.add(await self._sitemap_tasks(first.url, rules))

    async def _sitemap_tasks(self, url: str, rules: Rules) -> list[Task]:
        """The most promising pages that the site's sitemaps list."""
        waiting = [*rules.sitemaps, f"{home_of(url)}sitemap.xml"]
        asked: set[str] = set()
        best: dict[str, Link] = {}
        while waiting and len(asked) < _MOST_SITEMAPS:
            address = canonical(waiting.pop(0), url)
            if address is None or address in asked or site_of(address) != self._site:
                continue
            asked.add(address)
            with suppress(Exception):  # without a sitemap there are still links
                response = await fetch(self._visitor.engine, Request(address))
                found = await in_time(partial(read_sitemap, response.body if response.status == 200 else b""))
                waiting += found.sitemaps
                for page in filter(None, (canonical(page) for page in found.pages)):
                    if can_be_page(page):
                        best.setdefault(page_key(page), Link(page, promise(page)))
        links = sorted(best.values(), key=lambda link: (-link.score, link.url))
        return self._follow(links[:_MOST_SITEMAP_PAGES], 0)

    async def _ask(self, task: Task) -> tuple[str, bool]:
        """Ask for one page and write down what became of it; returns the outcome, and whether it ends the visit."""
        if task.attempts >= MOST_ATTEMPTS:
            return self._end(task, Ending("error", f"the crawl died {task.attempts} times while it was at this page"))
        known = self._visitor.keeper.memory.of(task.page_key)
        former = self._visitor.keeper.former(known)
        at = self._visitor.now()
        if known and former and known.is_fresh(at, self._visitor.recheck):
            return await self._pass_by(task, former)
        request = Request(task.url, headers=known.conditions if known and former else None)
        try:
            response = await fetch(self._visitor.engine, request)
        except Exception as error:
            return self._end(task, ending_of_failure(error))
        ending = ending_of_response(response) or self._elsewhere(task, response)
        if ending is not None:
            return self._end(task, ending, response)
        return await self._read(task, response, at, known, former)

    async def _pass_by(self, task: Task, former: Kept) -> tuple[str, bool]:
        """Leave a page alone that was read lately, and follow its links as they were."""
        links = await in_time(partial(links_of, former.body, former.url, former.content_type))
        self._work.add(self._follow(links, task.depth))
        self._work.finish(task.page_key, "fresh")
        return "fresh", False

    def _elsewhere(self, task: Task, response: Response) -> Ending | None:
        """Where redirects led to a page that has its own outcome, or away from the site."""
        url = canonical(response.url) or response.url
        key = page_key(url)
        if key == task.page_key:
            return None
        if task.depth and site_of(url) != site_of(task.url) and platform_of(url) is None:
            return Ending("error", f"leads to another site: {url[:200]}")
        if not self._work.claim(key):
            return Ending("ok", f"leads to {url[:200]}, which is read by itself")
        return None

    async def _read(
        self, task: Task, response: Response, at: datetime, known: KnownPage | None, former: Kept | None
    ) -> tuple[str, bool]:
        """Keep and read a page that came, or the former bytes of one that is unchanged."""
        is_unmodified = response.status == 304
        if is_unmodified and (known is None or former is None):
            return self._end(task, Ending("error", "HTTP 304 to a request without conditions"), response)
        body = former.body if is_unmodified and former else response.body
        digest = _digest(body)
        content_type = former.content_type if is_unmodified and former else _header(response, "Content-Type")
        twin = self._seen.setdefault(digest, response.url)
        if twin != response.url:
            return self._end(task, Ending("ok", f"the same page as {twin[:200]}"), response)
        capture = self._visitor.keeper.capture(response, at, digest, known)
        is_unchanged = known is not None and known.digest == digest
        outcome = self._outcome(task, "unchanged" if is_unchanged else "ok", None, response)
        outcome.digest, outcome.archive_run, outcome.archive_offset = digest, capture.run_id, capture.offset
        outcome.fetched_at = at.isoformat(timespec="seconds")
        try:
            url = former.url if is_unmodified and former else response.url
            reading = await in_time(partial(read_page, body, url, content_type, self._visitor.source))
        except Exception as error:
            reading = Reading()
            outcome.outcome, outcome.detail = "error", f"reading it failed: {type(error).__name__}: {error}"[:300]
        for item in reading.items:
            item.fetched_at = outcome.fetched_at
        self._visitor.keeper.finish(task, outcome, reading.items, self._follow(reading.links, task.depth, task))
        self._visitor.keeper.memory.remember(
            KnownPage(
                page_key=task.page_key,
                url=response.url,
                etag=_header(response, "ETag") or (known.etag if is_unmodified and known else None),
                last_modified=_header(response, "Last-Modified")
                or (known.last_modified if is_unmodified and known else None),
                digest=digest,
                fetched_at=at.isoformat(),
                captured_at=known.captured_at if is_unchanged and known else at.isoformat(),
                run_id=capture.run_id,
                offset=capture.offset,
            )
        )
        return outcome.outcome, False

    def _follow(self, links: list[Link], depth: int, of: Task | None = None) -> list[Task]:
        """What to put on the work list of the pages that a page leads to."""
        if depth >= DEEPEST or (of is not None and site_of(of.url) != self._site):
            return []
        tasks = [
            _task(self._site, link.url, link.score - depth, depth + 1)
            for link in of_site(links, self._site)
            if link.score >= _WORTH_ASKING
        ]
        tasks += [
            Task(self._site, page_key(link.url), link.url, f"{BOOKING}{name}", _BOOKING_SCORE, depth + 1)
            for name, link in booking_pages(links).items()
        ]
        # The menu of a site is the same on each of its pages: the list hears of it once.
        news = [task for task in tasks if task.score > self._listed.get(task.page_key, NEVER)]
        self._listed |= {task.page_key: task.score for task in news}
        return news

    def _end(self, task: Task, ending: Ending, response: Response | None = None) -> tuple[str, bool]:
        self._visitor.keeper.finish(task, self._outcome(task, ending.outcome, ending.detail, response))
        return ending.outcome, ending.ends_visit

    def _outcome(self, task: Task, outcome: str, detail: str | None, response: Response | None) -> PageOutcome:
        note, self._note = self._note, None
        return PageOutcome(
            source=self._visitor.source,
            url=task.url,
            method="live",
            outcome=outcome,
            detail="; ".join(filter(None, (detail, note))) or None,
            page_key=task.page_key,
            site=task.site,
            depth=task.depth,
            http_status=response.status if response else None,
            final_url=response.url if response and response.url != task.url else None,
            fetched_at=self._visitor.now().isoformat(timespec="seconds"),
        )


def _task(site: str, url: str, score: float, depth: int) -> Task:
    return Task(site, page_key(url), url, pattern_of(url), score, depth)


def _header(response: Response, name: str) -> str | None:
    value: Any = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _digest(body: bytes) -> str:
    """A hash of the bytes in the spelling of WARC."""
    return f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"
