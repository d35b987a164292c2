"""Runs the spiders, in a process of their own, into a run's raw folder."""

import subprocess
import sys
from pathlib import Path

from crawler.items import PageOutcome
from crawler.source import all_sources
from pipeline.errors import BlushBookError, NothingUsableError
from pipeline.raw import read_raw


def crawl(raw_folder: Path, recorded: Path) -> dict[str, int]:
    """Crawl the recorded facts; returns what was counted.

    Raises `NothingUsableError`, naming the file and what is wrong with it, where a recorded table is missing, empty or
    has not the columns it should have: half a set of facts is not published.
    """
    raw_folder.mkdir(parents=True, exist_ok=True)
    sources = [source.name for source in all_sources().values() if not source.live]
    command = [sys.executable, "-m", "crawler", "--raw-folder", raw_folder, "--recorded", recorded, *sources]
    done = subprocess.run(  # noqa: S603 (our own interpreter and module)
        [str(part) for part in command], check=False, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    if done.returncode:
        raise BlushBookError(_failure(done.stderr, raw_folder))
    sys.stderr.write(done.stderr)
    return _counted(raw_folder)


def _failure(log: str, raw_folder: Path) -> str:
    """The last error that Scrapy logged, in one line; the log is kept beside the raw files where there is room."""
    errors = [line for line in log.splitlines() if line and not line.startswith((" ", "Traceback"))]
    reason = errors[-1] if errors else "it says nothing"
    try:
        (raw_folder / "crawl.log").write_text(log, encoding="utf-8")
    except OSError:
        return f"the crawl failed: {reason}"
    return f"the crawl failed: {reason} (the whole log: {raw_folder / 'crawl.log'})"


def _counted(raw_folder: Path) -> dict[str, int]:
    raw = read_raw(raw_folder)
    outcomes = raw.by_type[PageOutcome.__name__]
    failed = outcomes[~outcomes["outcome"].isin(["ok", "unchanged"])]
    if not failed.empty:
        raise NothingUsableError("; ".join(sorted(failed["detail"].fillna(failed["file"]))))
    for detail in outcomes["detail"].dropna():
        print(f"blushbook: {detail}", file=sys.stderr)
    return {"sources": outcomes["source"].nunique(), "raw_items": raw.count}
