"""`blushbook archive`."""

from pathlib import Path
from typing import Any

import click

from pipeline import settings
from pipeline.home import Home
from pipeline.home_option import with_home


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|URL]...")
@click.option("--common-crawl", "crawl_name", metavar="CRAWL", help="Fetch captures of this crawl, as CC-MAIN-2026-40.")
@click.option(
    "--hosts",
    "hosts_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Common Crawl: whose pages, one host a line; those of the studios we know unless given.",
)
@click.option(
    "--path-word",
    "path_words",
    multiple=True,
    metavar="WORD",
    help="Common Crawl: only addresses with this word, as lip-blush; of all hosts unless --hosts. May be repeated.",
)
@click.option(
    "--pages", type=click.IntRange(min=1), default=25, show_default=True, help="Common Crawl: most of a host."
)
@click.option(
    "--plan", "only_plan", is_flag=True, help="Common Crawl: only say what would be fetched, and what it takes."
)
@click.option("--processes", type=click.IntRange(min=1), help="How many read at once; one a core unless given.")
@click.option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster of this scheduler: tcp://host:8786.")
@click.option("--run", "run_id", help="Go on with a run that was stopped while it read archives.")
@with_home
def archive(
    home: Home,
    files: tuple[str, ...],
    crawl_name: str | None,
    only_plan: bool,
    processes: int | None,
    scheduler: str | None,
    run_id: str | None,
    **looked_for: Any,
) -> None:
    """Read the pages that web archives captured: write raw files, and print the run's id.

    They are in WARC FILEs, on this machine or on the web, or in a crawl of Common Crawl, of which just the records are
    fetched that are looked for. What they say is dated by the day of the capture. No site is asked for anything.
    `normalize` and `publish` go on from there.
    """
    from pipeline.archives.command import archive as read
    from pipeline.archives.command import plan_of
    from pipeline.archives.common_crawl import CommonCrawlRequest
    from pipeline.archives.run import ArchiveRequest

    request = ArchiveRequest(files=files, processes=processes or settings.processes(), scheduler=scheduler)
    slice_ = CommonCrawlRequest(crawl=crawl_name, **looked_for) if crawl_name else None
    planned = plan_of(home, request, slice_, only_plan)
    if planned is not None:
        click.echo(planned.told)
    if not only_plan:
        click.echo(read(home, request, planned, run_id))
