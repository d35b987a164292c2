"""Crawls the facts that were recorded by hand, as files, like any other source."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.http import Response

from crawler.extract.recorded_table import UnusableTableError, read_recorded_table, unread_columns
from crawler.items import PageOutcome, RawItem
from crawler.options import CrawlOptions
from crawler.source import RecordedSource


class RecordedSpider(scrapy.Spider):
    """Reads each recorded table; every file ends in exactly one `PageOutcome`."""

    name = "recorded"
    custom_settings = {"DOWNLOAD_DELAY": 0, "DOWNLOAD_MAXSIZE": 0, "RETRY_ENABLED": False}  # noqa: RUF012 (Scrapy's own)

    def __init__(self, sources: list[RecordedSource], options: CrawlOptions, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.sources = sources
        self.folder = options.recorded

    async def start(self) -> AsyncIterator[Any]:
        """Ask for each source's file."""
        for source in self.sources:
            yield scrapy.Request(
                (self.folder / source.file).resolve().as_uri(),
                callback=self.parse,
                errback=self.unreachable,
                cb_kwargs={"source": source},
            )

    def parse(self, response: Response, source: RecordedSource) -> Iterator[RawItem]:
        """Yield the table's items, then how it went."""
        items = 0
        try:
            for item in read_recorded_table(response.body, source):
                items += 1
                yield item
        except UnusableTableError as error:
            yield self._outcome(source, "error", f"{error} (folder {self.folder})")
        else:
            unread = ", ".join(unread_columns(response.body, source))
            told = f"{source.file}: nothing reads the column {unread}" if unread else None
            yield self._outcome(source, "ok", told, items)

    def unreachable(self, failure: Any) -> Iterator[RawItem]:
        """Yield the outcome of a file that is not there or cannot be opened."""
        source: RecordedSource = failure.request.cb_kwargs["source"]
        gone = isinstance(failure.value, FileNotFoundError)
        reason = "there is no such file" if gone else failure.getErrorMessage()
        yield self._outcome(source, "gone" if gone else "error", f"{self.folder / source.file}: {reason}")

    def _outcome(self, source: RecordedSource, outcome: str, detail: str | None = None, items: int = 0) -> PageOutcome:
        return PageOutcome(
            source=source.name, method="recorded", file=source.file, outcome=outcome, detail=detail, items=items
        )
