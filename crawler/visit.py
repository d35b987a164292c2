"""Visits one site: its first page, then the page that promises most, until its budget of pages is used up."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.http import Response

from crawler.archive import Kept, digest_of
from crawler.extract.booking import booking_pages, platform_of
from crawler.extract.links import NEVER, Link, of_site
from crawler.fetch import fetch
from crawler.items import PageOutcome
from crawler.keeper import Keeper
from crawler.listed import listed_pages
from crawler.manners.robots import LONGEST_DELAY, Robots, Rules
from crawler.outcome import Ending, ending_of_failure, ending_of_response
from crawler.page_address import canonical, home_of, page_key, pattern_of, site_of
from crawler.page_memory import KnownPage, known_page
from crawler.readers import Readers
from crawler.reading import Read, links_of
from crawler.worklist import BOOKING, FRESH, MOST_ATTEMPTS, Task

SEED_SCORE, HOME_SCORE = 1000.0, 900.0
DEEPEST = 5
"""How many links a page may lie away from where the crawl began: a maze is endless, a studio's menu is not."""
MOST_FAILURES = 3
"""After so many pages in a row that were refused or did not come, the rest is not asked for."""
_FAILURES = frozenset({"blocked", "timeout"})
_WORTH_ASKING = 0.0
_BOOKING_SCORE = 8.0


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """What the visits of all sites share."""

    source: str
    engine: ExecutionEngine
    robots: Robots
    readers: Readers
    now: Callable[[], datetime]
    keeper: Keeper
    salt: bytes
    """Hashes the names of reviewers."""
    read: Read
    follows_links: bool
    """Whether the pages are asked for to which others lead; else none but those that the crawl begins with."""
    pages: int
    recheck: timedelta | None
    """How long a page is not asked again; null where it is asked in any case."""


def seed_tasks(addresses: Iterable[str], with_homes: bool = True) -> list[Task]:
    """The pages a crawl begins with: each address, and the first page of its host unless told otherwise."""
    tasks: dict[str, Task] = {}
    for url in filter(None, map(canonical, addresses)):
        # Of a booking platform only the studio's own page is asked for.
        home = url if platform_of(url) or not with_homes else home_of(url)
        for page, score in ((url, SEED_SCORE), (home, HOME_SCORE)):
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
        elif self._visitor.follows_links and not self._work.has_begun(self._site):
            self._work.add(
                self._follow(await listed_pages(self._visitor.engine, self._visitor.readers, first.url, rules), first)
            )

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
        page = former if response.status == 304 else Kept(response.url, _content_type(response), response.body)
        if page is None:
            return self._end(task, Ending("error", "HTTP 304 to a request without conditions"), response)
        return await self._read(task, page, response, at, known)

    async def _pass_by(self, task: Task, former: Kept) -> tuple[str, bool]:
        """Leave a page alone that was read lately, and follow its links as they were."""
        with suppress(Exception):  # where they cannot be read any more, there are other pages
            links = await self._visitor.readers.call(links_of, former.body, former.url, former.content_type)
            self._work.add(self._follow(links, task))
        self._work.finish(task.page_key, FRESH)
        return FRESH, False

    def _elsewhere(self, task: Task, response: Response) -> Ending | None:
        """Where redirects led to a page that has its own outcome, or away from the site."""
        url = canonical(response.url) or response.url
        if page_key(url) == task.page_key:
            return None
        if task.depth and site_of(url) != site_of(task.url) and platform_of(url) is None:
            return Ending("error", f"leads to another site: {url[:200]}")
        if not self._work.claim(_task(self._site, url, task.score, task.depth), by=task.page_key):
            return Ending("ok", f"leads to {url[:200]}, which is read by itself")
        return None

    async def _read(
        self, task: Task, page: Kept, response: Response, at: datetime, known: KnownPage | None
    ) -> tuple[str, bool]:
        """Keep and read a page that came, or the former bytes of one that is unchanged."""
        digest = digest_of(page.body)
        twin = self._seen.setdefault(digest, response.url)
        if twin != response.url:
            return self._end(task, Ending("ok", f"the same page as {twin[:200]}"), response)
        capture = self._visitor.keeper.capture(response, at, digest, known)
        outcome = self._outcome(task, "unchanged" if known and known.digest == digest else "ok", None, response, at)
        outcome.digest, outcome.archive_run, outcome.archive_offset = digest, capture.run_id, capture.offset
        try:
            reading = await self._visitor.readers.call(
                self._visitor.read, page.body, page.url, page.content_type, self._visitor.source, self._visitor.salt
            )
        except Exception as error:
            failed = replace(
                outcome, outcome="error", detail=f"reading it failed: {type(error).__name__}: {error}"[:300]
            )
            self._visitor.keeper.finish(task, failed)
            return failed.outcome, False
        for item in reading.items:
            item.fetched_at = outcome.fetched_at
        self._visitor.keeper.finish(
            task,
            outcome,
            reading.items,
            self._follow(reading.links, task),
            known_page(task.page_key, response, digest, at, capture, known),
        )
        return outcome.outcome, False

    def _follow(self, links: list[Link], of: Task) -> list[Task]:
        """What to put on the work list of the pages that a page leads to; a platform's links are not followed."""
        depth = of.depth
        if not self._visitor.follows_links or depth >= DEEPEST or site_of(of.url) != self._site or platform_of(of.url):
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
        # A booking platform that wants to be left alone does not speak for the studio's own site.
        return ending.outcome, ending.ends_visit and site_of(task.url) == self._site

    def _outcome(
        self, task: Task, outcome: str, detail: str | None, response: Response | None, at: datetime | None = None
    ) -> PageOutcome:
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
            fetched_at=(at or self._visitor.now()).isoformat(timespec="seconds"),
        )


def _task(site: str, url: str, score: float, depth: int) -> Task:
    return Task(site, page_key(url), url, pattern_of(url), score, depth)


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None
