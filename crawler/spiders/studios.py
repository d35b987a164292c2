"""Crawls live sites, as those of studios, each politely and one page at a time, many sites side by side."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import scrapy

from crawler.keeper import Keeper
from crawler.manners.robots import Robots
from crawler.options import CrawlOptions
from crawler.readers import Readers
from crawler.reading import Read, read_page
from crawler.source import LiveSource
from crawler.visit import Visit, Visitor, seed_tasks
from crawler.worklist import Task

SITES_AT_ONCE = 16
PROGRESS = "progress: "
"""What a line of progress on stderr begins with."""
_SECONDS_BETWEEN_PROGRESS = 5.0
_NOTHING: tuple[Any, ...] = ()


class LiveSpider(scrapy.Spider):
    """Visits the sites of each source; every page asked for ends in exactly one `PageOutcome`.

    What is still to do stands in the work list, not in Scrapy's scheduler: a killed run goes on from there. So the
    spider yields nothing: it asks Scrapy's engine for pages, and `Keeper` writes them down in an order that a kill
    cannot upset.
    """

    custom_settings = {"ITEM_PIPELINES": {}}  # noqa: RUF012 (Scrapy's own)
    follows_links = True
    """Whether whole sites are crawled, or only the pages that the source names."""

    def __init__(self, sources: list[LiveSource], options: CrawlOptions, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.sources = sources
        self.options = options
        self._told_at = time.monotonic()

    async def start(self) -> AsyncIterator[Any]:
        """Visit every site of every source."""
        for source in self.sources:
            await self._crawl(source)
        for nothing in _NOTHING:
            yield nothing

    async def _crawl(self, source: LiveSource) -> None:
        keeper = Keeper(self.options, source.name, self.name, self.settings["USER_AGENT"])
        try:
            # A run that goes on has its seeds already: those of the source are not for a run that was given its own.
            if self.options.seeds or not keeper.work.sites():
                seeds = self._seed_tasks(source)
                keeper.work.add([seed for seed in seeds if self.options.shard.has(seed.site)])
            sites = keeper.work.sites()
            with Readers(min(len(sites), SITES_AT_ONCE)) as readers:
                await self._visit_all(sites, self._visitor(source, keeper, readers))
        finally:
            keeper.close()

    def reader(self) -> Read:
        """The function that reads a page, in a process of its own."""
        raise NotImplementedError

    def _seed_tasks(self, source: LiveSource) -> list[Task]:
        return seed_tasks(self.options.seeds or source.seed_addresses(), with_homes=self.follows_links)

    def _visitor(self, source: LiveSource, keeper: Keeper, readers: Readers) -> Visitor:
        robots = self.crawler.get_downloader_middleware(Robots)
        if self.crawler.engine is None or not isinstance(robots, Robots):
            raise RuntimeError("no crawl without its engine and its manners")
        return Visitor(
            source=source.name,
            engine=self.crawler.engine,
            robots=robots,
            readers=readers,
            now=self.options.now,
            keeper=keeper,
            salt=self.options.salt,
            read=self.reader(),
            follows_links=self.follows_links,
            pages=self.options.pages,
            recheck=None if self.options.seeds else timedelta(days=source.recheck_days),
        )

    async def _visit_all(self, sites: list[str], visitor: Visitor) -> None:
        places = asyncio.Semaphore(SITES_AT_ONCE)
        visited = pages = 0

        async def visit(site: str) -> None:
            nonlocal visited, pages
            async with places:
                asked = await Visit(site, visitor).make()
            visited, pages = visited + 1, pages + asked
            self._tell(f"{visited} of {len(sites)} sites, {pages} pages")

        async with asyncio.TaskGroup() as visits:
            for site in sites:
                visits.create_task(visit(site))

    def _tell(self, progress: str) -> None:
        if time.monotonic() - self._told_at >= _SECONDS_BETWEEN_PROGRESS:
            self._told_at = time.monotonic()
            print(f"{PROGRESS}{progress}", file=sys.stderr, flush=True)


class StudiosSpider(LiveSpider):
    """Crawls the sites of studios for their prices, from page to page."""

    name = "studios"

    def reader(self) -> Read:
        """Prices, and where they lead."""
        return read_page
