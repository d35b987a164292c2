"""The `blushbook` command. Each command imports what it needs when it runs, so that `--help` answers at once."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline import settings
from pipeline.archives.cli import archive
from pipeline.ending import endings_told
from pipeline.errors import BlushBookError
from pipeline.home import Home
from pipeline.home_option import with_home


def _live_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a live crawl."""
    options = (
        click.option(
            "--seed", "seeds", multiple=True, metavar="URL", help="Live: crawl just this site. May be repeated."
        ),
        click.option("--pages", type=int, default=25, show_default=True, help="Live: most pages asked for of a site."),
        click.option("--delay", type=float, default=1.0, show_default=True, help="Live: seconds between requests."),
        click.option("--shard", metavar="I/N", help="Live: only this machine's part of the sites, as 2/8."),
        click.option("--allow-private", is_flag=True, help="Live: also ask this machine and its own network."),
    )
    for option in reversed(options):
        command = option(command)
    return command


_RECORDED = click.option(
    "--recorded",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the recorded facts, in place of those that come with the package.",
)
_RUN = click.option("--run", "run_id", help="The run, as `blushbook runs` lists it; the newest unless given.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="blushbook")
def blushbook() -> None:
    """What lip blushing really costs, with every number traceable to its page.

    Data lie under --home, else $BLUSHBOOK_HOME, else ./data. Exit status: 0 done, 2 usage, 3 the audit refused to
    publish, 4 another run holds the lock, 5 nothing usable was crawled, 1 anything else.
    """


@blushbook.command()
@_RECORDED
@click.option("--live", is_flag=True, help="Crawl the live sources too; needs $BLUSHBOOK_CONTACT.")
@click.option(
    "--if-older-than",
    "days",
    type=click.FloatRange(min=0),
    metavar="DAYS",
    help="Do nothing while the newest release is younger: a schedule that asks daily makes up for what it missed.",
)
@_live_options
@with_home
def run(home: Home, recorded: Path | None, live: bool, days: float | None, **how: Any) -> None:
    """Do everything: crawl the recorded facts, normalize, build, audit, report, publish.

    A run that was killed is gone on with.
    """
    from crawler.source import crawled_sources, recorded_sources
    from pipeline.crawl import OF_SEEDS, CrawlRequest
    from pipeline.due import is_due
    from pipeline.run import run as run_everything

    of_schedule = crawled_sources() if live else recorded_sources()
    sources = (*recorded_sources(), OF_SEEDS) if how["seeds"] else tuple(of_schedule)
    facts = recorded or settings.recorded_folder()
    request = CrawlRequest(sources=sources, recorded=facts, contact=settings.contact(), **how)
    request.check()  # also where nothing is due: a schedule that is written wrongly tells so on its first day
    if days is not None and not is_due(home, settings.now(), days):
        click.echo(f"The newest release is younger than {days:g} days: nothing to do.")
        return
    run_everything(home, request)
    _tell_result(home)


@blushbook.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@_RECORDED
@click.option("--run", "run_id", help="Go on with a run that was stopped while it crawled.")
@_live_options
@with_home
def crawl(home: Home, sources: tuple[str, ...], recorded: Path | None, run_id: str | None, **how: Any) -> None:
    """Only crawl the SOURCEs, the recorded ones unless named: write raw files, and print the run's id."""
    from pipeline.crawl import CrawlRequest, sources_to_crawl
    from pipeline.run import begin, crawl_run

    request = CrawlRequest(
        sources=sources or sources_to_crawl(home, run_id),
        recorded=recorded or settings.recorded_folder(),
        contact=settings.contact(),
        **how,
    )
    request.check()
    with begin(home, "crawled", 1, run_id) as this:
        crawl_run(this, request)
    click.echo(this.run_id)


blushbook.add_command(archive)


@blushbook.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--format", "output_format", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--all", "every_service", is_flag=True, help="Every service the page prices, not only lip work.")
@click.option(
    "--items",
    type=click.Choice(["prices", "reviews", "estimates"]),
    default="prices",
    show_default=True,
    help="What to read.",
)
@click.option("--allow-private", is_flag=True, help="Also ask this machine and its own network.")
def extract(pages: tuple[str, ...], output_format: str, every_service: bool, items: str, allow_private: bool) -> None:
    """Show what would be read off pages, in files or on the web, and the evidence for it."""
    from pipeline import extract as extraction

    found = extraction.extract(pages, items, every_service, settings.contact(), allow_private)
    if output_format == "table":
        click.echo(extraction.as_table(found, items))
    else:
        for line in extraction.as_jsonl(found):
            click.echo(line)


@blushbook.command()
@_RUN
@with_home
def normalize(home: Home, run_id: str | None) -> None:
    """Only normalize: turn a run's raw files into staged tables."""
    from pipeline.run import begin, newest_run, normalize_run

    with begin(home, "normalized", 1, newest_run(home) if run_id is None else run_id) as this:
        normalize_run(this)
    click.echo(home.staged(this.run_id))


@blushbook.command()
@_RUN
@with_home
def publish(home: Home, run_id: str | None) -> None:
    """Build, audit, report and publish a normalized run; or go back to a release there is."""
    from pipeline.publish import publish_run
    from pipeline.run import begin, newest_run

    with begin(home, "published", 4, newest_run(home) if run_id is None else run_id) as this:
        publish_run(this)
    _tell_result(home)


@blushbook.command()
@with_home
def rebuild(home: Home) -> None:
    """Make all tables anew from the raw files of all runs, by the rules of today, and publish them."""
    from pipeline.rebuild import rebuild_runs
    from pipeline.run import begin

    with begin(home, "published", 5, task="rebuild") as this:
        rebuild_runs(this)
    _tell_result(home)


@blushbook.command()
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Draw the report anew into this file instead."
)
@with_home
def report(home: Home, output: Path | None) -> None:
    """Say where the published report is, or draw it anew from the published database."""
    _must_be_published(home)
    if output is not None:
        from reports.report import write_report

        write_report(home.database, output)
    click.echo(output or home.report)


@blushbook.command()
@click.argument("amount")
@click.option("--currency", default="USD", show_default=True, help="ISO 4217 code of the amount.")
@click.option("--country", help="ISO 3166 code of two letters, as US.")
@click.option("--region", help="State or region, as NY; goes with --country.")
@click.option(
    "--touch-up-included/--touch-up-extra", default=None, help="What the quote says of the touch-up, if it does."
)
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_home
def quote(home: Home, output_format: str, **offered: Any) -> None:
    """Say where a quote of AMOUNT stands among the published prices, against how many, and what to ask."""
    from pipeline.quote import answer

    _must_be_published(home)
    click.echo(answer(home.database, output_format, **offered))


@blushbook.command(context_settings={"ignore_unknown_options": True})  # a query may begin with a comment: -- …
@click.argument("words", nargs=-1, metavar="[QUERY]")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "csv", "json", "parquet", "markdown"]),
    default="table",
    show_default=True,
)
@with_home
def sql(home: Home, words: tuple[str, ...], output_format: str) -> None:
    """Query the published database, read-only: one QUERY, what stands on stdin, or a prompt.

    `.tables` and `.schema NAME` in place of a query tell what there is, `.help` what else.
    """
    from pipeline.sql import answer, prompt

    _must_be_published(home)
    if not words and sys.stdin.isatty():
        prompt(home, output_format)
    else:
        answer(home.database, " ".join(words) if words else sys.stdin.read(), output_format, sys.stdout)


@blushbook.command()
@with_home
def runs(home: Home) -> None:
    """List the runs, the newest first: how far each came, how long it took, and what ended it."""
    from pipeline.listing import list_runs

    click.echo(list_runs(home))


@blushbook.command()
def sources() -> None:
    """List the sources that prices, estimates, accounts and rules are read from."""
    from pipeline.listing import list_sources

    click.echo(list_sources())


@blushbook.command()
@with_home
def doctor(home: Home) -> None:
    """Check that everything a run needs is there, and say what to do where it is not."""
    from pipeline.doctor import examine

    findings = examine(home, settings.recorded_folder())
    for finding in findings:
        click.echo(f"{'ok     ' if finding.is_well else 'PROBLEM'} {finding.what}: {finding.found}")
    if not all(finding.is_well for finding in findings):
        raise click.exceptions.Exit(1)


def _must_be_published(home: Home) -> None:
    if not home.database.exists():
        raise BlushBookError(f"nothing is published under {home.path} yet: `blushbook run` does that")


def _tell_result(home: Home) -> None:
    from pipeline.alerts import alerts
    from reports.sentence import one_sentence

    click.echo(one_sentence(home.database))
    click.echo(f"The report: {home.report}")
    for alert in alerts(home.database):
        click.echo(f"WARNING {alert['told']}")


def main() -> None:
    """Run the command; every error is a message and an exit status, never a traceback."""
    with endings_told():
        status = blushbook.main(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
