"""Runs the spiders, in processes of their own, into a run's raw folder."""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from crawler.items import PageOutcome
from crawler.options import DELAY, NO_CONTACT, PAGES
from crawler.page_address import canonical
from crawler.shard import Shard
from crawler.source import all_sources, crawled_sources, live_sources, recorded_sources
from crawler.worklist import sources_of
from pipeline import settings
from pipeline.errors import BlushBookError, NothingUsableError, UsageError
from pipeline.home import Home
from pipeline.obstacle import ADVICE, is_of_the_disk
from pipeline.raw import read_raw
from pipeline.salt import read_salt
from pipeline.state import State
from warehouse.release import sync

_PROGRESS = "progress: "
_RAISED = re.compile(r"^[ |]*((?:\w+\.)*\w+(?:Error|Expired): .+)$", re.MULTILINE)
_RECORDED_FILE = "recorded.jsonl"
_READ = ("ok", "unchanged")
OF_SEEDS = "studios"
"""The source that addresses given by hand are of, unless another is named."""


@dataclass(frozen=True, kw_only=True)
class CrawlRequest:
    """What to crawl: the sources by name, and of the live ones how."""

    sources: tuple[str, ...]
    recorded: Path
    contact: str | None = None
    seeds: tuple[str, ...] = ()
    pages: int = PAGES
    delay: float = DELAY
    allow_private: bool = False
    shard: str | None = None
    """Live: which part of the sites is crawled here, as 2/8; all of them unless given."""

    @property
    def live(self) -> list[str]:
        """The live ones among the sources."""
        return [name for name in self.sources if name in live_sources()]

    @property
    def of_files(self) -> list[str]:
        """The recorded ones among the sources."""
        return [name for name in self.sources if name in recorded_sources()]

    def check(self) -> None:
        """Raise `UsageError` for what cannot be crawled, or not politely."""
        if set(self.sources) & set(all_sources()) - set(crawled_sources()):
            raise UsageError("archives are not crawled: `blushbook archive FILE…` reads them")
        unknown = [name for name in self.sources if name not in all_sources()]
        if unknown:
            raise UsageError(f"there is no source {', '.join(unknown)}: `blushbook sources` lists them")
        if (self.seeds or self.allow_private) and not self.live:
            raise UsageError(
                f"--seed and --allow-private are for live sources: name one of {', '.join(live_sources())}"
            )
        for seed in self.seeds:
            if canonical(seed) is None:
                raise UsageError(f"{seed!r} is no address of a site: write it as https://studio.example/")
        if self.shard is not None:
            try:
                Shard.read(self.shard)
            except ValueError as error:
                raise UsageError(f"--shard: {error}") from error
            if not self.live:
                raise UsageError(f"--shard is for live sources: name one of {', '.join(live_sources())}")
        if self.pages < 1:
            raise UsageError("--pages must be at least 1")
        if self.delay < DELAY and not self.allow_private:
            raise UsageError(f"--delay below {DELAY:g} second is for one's own machine: it goes with --allow-private")
        if self.live and self.contact is None and not (self.allow_private and self.seeds):
            raise UsageError(
                "a live crawl says whom to ask to stop it: set BLUSHBOOK_CONTACT to your mail address or your page"
            )


def sources_to_crawl(home: Home, run_id: str | None) -> tuple[str, ...]:
    """Which sources are crawled where none is named: the recorded ones, or those of the run that goes on."""
    if run_id is None:
        return tuple(recorded_sources())
    if home.state.exists() and (asked := State(home.state).sources(run_id)):
        return asked
    live = sources_of(home.state, run_id)
    has_recorded = not live or (home.raw(run_id) / _RECORDED_FILE).exists()
    return (*(recorded_sources() if has_recorded else ()), *live)


def crawl(home: Home, run_id: str, request: CrawlRequest, tell: Callable[[str], None]) -> dict[str, int]:
    """Crawl the sources, or what a run that was killed had still to do of them; returns what was counted.

    Raises `NothingUsableError`, naming the file and what is wrong with it, where a recorded table is missing, empty or
    has not the columns it should have: half a set of facts is not published. A live page that fails never fails a run:
    its outcome tells.
    """
    raw_folder = home.raw(run_id)
    raw_folder.mkdir(parents=True, exist_ok=True)
    to = ["--raw-folder", raw_folder]
    if request.of_files and not _is_crawled(raw_folder, request.of_files):
        # A table is read anew as a whole: it takes a second.
        (raw_folder / _RECORDED_FILE).unlink(missing_ok=True)
        _run_crawler([*request.of_files, *to, "--recorded", request.recorded], raw_folder, tell)
    if request.live:
        asked = [part for seed in request.seeds for part in ("--seed", seed)]
        how = ["--contact", request.contact or NO_CONTACT, "--pages", request.pages, "--delay", request.delay]
        leave = ["--allow-private"] if request.allow_private else []
        leave += ["--shard", request.shard] if request.shard else []
        clock = ["--clock", settings.now().isoformat()] if settings.is_clock_set() else []
        read_salt(home.salt)  # made here, where its home is known; the crawler only reads it
        where = ["--state", home.state, "--salt", home.salt]
        for name in request.live:  # one after another: they keep what they read in one archive
            _run_crawler([name, *to, *where, *how, *asked, *leave, *clock], raw_folder, tell)
    counts = _counted(raw_folder, request)
    for path in (*raw_folder.iterdir(), raw_folder, raw_folder.parent):
        sync(path)  # what is noted as crawled is there after a power cut
    return counts


def _is_crawled(raw_folder: Path, sources: Sequence[str]) -> bool:
    outcomes = read_raw(raw_folder).by_type[PageOutcome.__name__]
    return set(sources) <= set(outcomes.loc[outcomes["outcome"] == "ok", "source"])


def _run_crawler(arguments: Sequence[object], raw_folder: Path, tell: Callable[[str], None]) -> None:
    command = [sys.executable, "-m", "crawler", "--leash", *map(str, arguments)]
    log: list[str] = []
    with subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        try:
            for line in process.stderr or ():
                if line.startswith(_PROGRESS):
                    tell(line.removeprefix(_PROGRESS).strip())
                else:
                    log.append(line)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise _failure("".join(log), raw_folder)
    sys.stderr.write("".join(log))


def _failure(log: str, raw_folder: Path) -> BlushBookError:
    """The last error that Scrapy logged, in one line; the log is kept beside the raw files where there is room."""
    # Errors of several sites at once are drawn as a tree.
    raised = _RAISED.findall(log)
    errors = raised or [line for line in log.splitlines() if line and not line.startswith((" ", "Traceback"))]
    reason = errors[-1] if errors else "it says nothing"
    place = f"its files are in {raw_folder}"
    with suppress(OSError):
        (raw_folder / "crawl.log").write_text(log, encoding="utf-8")
        place = f"the whole log: {raw_folder / 'crawl.log'}"
    failed = BlushBookError(f"the crawl failed: {reason} ({place})")
    return BlushBookError(f"{failed}; {ADVICE}") if is_of_the_disk(failed) else failed


def _counted(raw_folder: Path, request: CrawlRequest) -> dict[str, int]:
    raw = read_raw(raw_folder)
    outcomes = raw.by_type[PageOutcome.__name__]
    of_files = outcomes[outcomes["source"].isin(recorded_sources())]
    failed = of_files[~of_files["outcome"].isin(_READ)]
    if not failed.empty:
        raise NothingUsableError("; ".join(sorted(failed["detail"].fillna(failed["file"]))))
    for detail in of_files["detail"].dropna():
        _say(detail)
    counts = {"sources": outcomes["source"].nunique(), "raw_items": raw.count}
    for name in request.live:
        of_source = _counted_live(name, outcomes[outcomes["source"] == name], is_alone=len(request.sources) == 1)
        counts |= {what: counts.get(what, 0) + count for what, count in of_source.items()}
    return counts


def _counted_live(source: str, pages: pd.DataFrame, is_alone: bool) -> dict[str, int]:
    """Count the pages of a live source, and say where there is nothing of it."""
    by_outcome = pages["outcome"].value_counts()
    told = ", ".join(f"{count} {outcome}" for outcome, count in by_outcome.items()) or "none was due"
    if pages["items"].fillna("0").astype(int).sum() == 0:
        _say(f"{source} yielded nothing; its pages: {told}")
    if is_alone and not pages.empty and not by_outcome.index.isin(_READ).any():
        raise NothingUsableError(f"{source}: no page could be read ({told})")
    return {"pages": len(pages), "pages_not_read": int((~pages["outcome"].isin(_READ)).sum())}


def _say(text: str) -> None:
    print(f"blushbook: {text}", file=sys.stderr)
