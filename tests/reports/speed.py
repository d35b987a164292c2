"""How fast a report of very many prices is drawn, and how soon it can be used; called by `make bench`."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from reports.report import write_report
from tests.browser.find import find_browser
from tests.reports.resized import resized, with_former_captures

PROVIDERS, OBSERVATIONS = 30_000, 1_000_000


def drawn(database: Path, rounds: int) -> Iterator[tuple[float, float, float]]:
    """Seconds to draw the report, its megabytes, and seconds until its charts stand in a browser, for each round."""
    with tempfile.TemporaryDirectory() as folder:
        release, report = Path(folder) / "release.duckdb", Path(folder) / "report.html"
        resized(database, release, PROVIDERS)
        with_former_captures(release, OBSERVATIONS)
        for _ in range(rounds):
            began = time.perf_counter()
            write_report(release, report)
            yield time.perf_counter() - began, report.stat().st_size / 1e6, _usable(report)


def _usable(report: Path) -> float:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        opened.goto(report.as_uri())
        opened.wait_for_selector("html[data-drawn=yes]")
        taken = time.perf_counter() - began
        browser.close()
    return taken
