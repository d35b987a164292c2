"""`blushbook archive`: a run that reads archives, after it has fetched what it reads where that is asked for."""

from dataclasses import replace

from pipeline.archives.common_crawl import CommonCrawlRequest, Plan, fetch_planned, plan
from pipeline.archives.run import ArchiveRequest, read_archives
from pipeline.errors import UsageError
from pipeline.home import Home
from pipeline.lock import lock
from pipeline.progress import Progress, sparingly
from pipeline.run import begin


def plan_of(
    home: Home, request: ArchiveRequest, common_crawl: CommonCrawlRequest | None, only_plan: bool
) -> Plan | None:
    """What would be fetched of Common Crawl; null where only files are read.

    Raises `UsageError` where what is asked for cannot be understood.
    """
    request.check()
    if common_crawl is None:
        if only_plan:
            raise UsageError("--plan goes with --common-crawl: files are there already")
        if not request.files:
            raise UsageError("name WARC files, or a crawl with --common-crawl")
        return None
    common_crawl.check()
    with lock(home.lock):
        return plan(home, common_crawl, sparingly(Progress(1).tell))


def archive(home: Home, request: ArchiveRequest, planned: Plan | None, run_id: str | None) -> str:
    """Read the files, and what a plan names; returns the id of the run."""
    name = planned.folder.name if planned else ""
    task = " ".join(filter(None, ("archive", name, *request.files)))
    with begin(home, "crawled", 2 if planned else 1, run_id, task) as this:
        if planned is not None:
            with this.stage("fetch", "fetching records of Common Crawl") as counts:
                fetched = fetch_planned(planned, home.raw(this.run_id), sparingly(this.progress.tell))
                counts["files"] = len(fetched)
            request = replace(request, files=(*request.files, *fetched))
        with this.stage("crawl", "reading archives") as counts:
            counts |= read_archives(home, this.run_id, request, sparingly(this.progress.tell))
    return this.run_id
