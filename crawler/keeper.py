"""Writes down what became of each page: its bytes, its items and outcome, the work list, what is known of it.

The order makes a killed crawl lose nothing and repeat nothing. Bytes come first: a record that nothing refers to does
no harm. Then the links, in the work list. Then items and outcome, in one piece: from here on the page is read. The
work list is told last; where it was not, it hears from the raw file when the crawl goes on. So it does where a power
cut took the end of the raw file with it: pages that are not there are asked for again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scrapy.http import Response

from crawler.archive import FILE, Archive, Capture, Kept, digest_of, read_capture
from crawler.items import PageOutcome, RawItem
from crawler.options import CrawlOptions
from crawler.page_log import PageLog
from crawler.page_memory import KnownPage, PageMemory
from crawler.worklist import Task, WorkList, open_state


class Keeper:
    """Everything that one source's crawl writes."""

    def __init__(self, options: CrawlOptions, source: str, spider: str, software: str) -> None:
        self._options = options
        self._connection = open_state(options.state_file)
        self.work = WorkList(self._connection, options.run_id, source)
        self.memory = PageMemory(self._connection)
        self._archive = Archive(options.raw_folder / FILE, software)
        self._log = PageLog(options.raw_folder / f"{spider}.jsonl")
        for page_key, record in self._log.finished.items():
            self.work.finish(page_key, record["outcome"])
        for page_key in self.work.reopen_all_but(self._log.finished):
            self.memory.forget(page_key)

    def read_so_far(self, site: str) -> dict[str, str]:
        """The address at which each content of a site was found in this run, by its digest."""
        return {
            record["digest"]: record["url"]
            for record in self._log.finished.values()
            if record["site"] == site and record["digest"]
        }

    def former(self, known: KnownPage | None) -> Kept | None:
        """The bytes of a known page; null where they are not kept any more, or are not what they were."""
        kept = read_capture(self._archive_of(known.run_id), known.offset) if known else None
        return kept if kept and known and digest_of(kept.body) == known.digest else None

    def capture(self, response: Response, at: datetime, digest: str, known: KnownPage | None) -> Capture:
        """Keep an answer: its bytes, or where they are kept already."""
        if known is not None and known.digest == digest and self._archive_of(known.run_id).exists():
            self._archive.write_revisit(response, at, digest, datetime.fromisoformat(known.captured_at))
            return known.capture
        return Capture(self._options.run_id, self._archive.write(response, at))

    def finish(
        self,
        task: Task,
        outcome: PageOutcome,
        items: Sequence[RawItem] = (),
        links: Sequence[Task] = (),
        known: KnownPage | None = None,
    ) -> None:
        """Write a page's items and outcome, put what it leads to on the work list, and remember it."""
        self.work.add(links)
        self._log.write(items, replace(outcome, items=len(items)))
        self.work.finish(task.page_key, outcome.outcome)
        if known is not None:
            self.memory.remember(known)

    def close(self) -> None:
        """Close every file."""
        self._archive.close()
        self._log.close()
        self._connection.close()

    def _archive_of(self, run_id: str) -> Path:
        return self._options.raw_folder.parent / run_id / FILE
