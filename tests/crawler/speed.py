"""How fast the spider is against a Scrapy spider that parses nothing, on the same local server, with delays off.

The server is a process of its own: `python -m tests.crawler.speed` serves until its stdin is closed.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.crawler.crawl import command, seeds
from tests.crawler.local_server import NOT_THERE, Answer, Asked, LocalServer, html

SITES, PAGES = 40, 25
PAGE_BYTES = 30_000
CARDS = 12
_TOOK = re.compile(r"'elapsed_time_seconds': ([\d.]+)")
_PEER = """
import sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess
class Peer(scrapy.Spider):
    name = "peer"
    start_urls = sys.argv[1:]
    def parse(self, response):
        pass
process = AsyncCrawlerProcess({"LOG_LEVEL": "INFO", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
process.crawl(Peer)
process.start()
"""


def _path(number: int) -> str:
    return f"/{'lips' * (number % 4)}-{chr(97 + number)}.html" if number else "/"


def _pages() -> dict[str, Answer]:
    """The pages of a studio as they are: a menu on each, and much else."""
    menu = "".join(
        f'<li><a class="menu" href="{_path(number)}">Lip blush prices {number}</a></li>' for number in range(PAGES)
    )
    card = '<div class="card"><h3>Service {}</h3><p>What is done and how long it takes.</p><span>$ {}</span></div>'
    story = "<p>Nobody asked, and so we went on, with a steady hand and a cup of tea, until the light was gone.</p>"
    return {
        _path(number): html(
            f"<ul>{menu}</ul>"
            + "".join(card.format(n, 100 + 10 * n + number) for n in range(CARDS))
            + story * (PAGE_BYTES // len(story))
        )
        for number in range(PAGES)
    }


def serve() -> None:
    """Serve the sites until stdin is closed, having told their addresses."""
    pages = _pages()

    def site(asked: Asked) -> Answer:
        return pages.get(asked.path, NOT_THERE)

    with LocalServer() as server:
        print(*(server.add(site) for _ in range(SITES)), flush=True)
        sys.stdin.read()


@contextmanager
def served() -> Iterator[list[str]]:
    """The addresses of the sites, for the length of a `with` block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crawler.speed"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        if process.stdout is None or process.stdin is None:
            raise RuntimeError("the server cannot be spoken to")
        yield process.stdout.readline().split()
        process.stdin.close()


def peer(addresses: list[str]) -> float:
    """Pages a second of a Scrapy spider that parses nothing."""
    pages = [f"{address}{_path(number)[1:]}" for number in range(PAGES) for address in addresses]
    return len(pages) / _seconds([sys.executable, "-c", _PEER, *pages])


def ours(addresses: list[str], module: str) -> float:
    """Pages a second of ours, robots.txt and sitemaps asked for besides."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "raw" / "run"
        folder.mkdir(parents=True)
        how = ["--allow-private", "--pages", PAGES, "--set", "LOG_LEVEL=INFO"]
        took = _seconds(command(folder, *seeds(*addresses), *how, module=module))
        outcomes = (folder / "studios.jsonl").read_text(encoding="utf-8").count('"outcome": "ok"')
    if outcomes != SITES * PAGES:
        raise RuntimeError(f"{outcomes} of {SITES * PAGES} pages were read")
    return outcomes / took


def _seconds(told: list[str]) -> float:
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(_TOOK.findall(done.stderr)[-1])


if __name__ == "__main__":
    serve()
