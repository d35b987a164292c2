"""`make bench`: what a run costs, each figure against a bound or a peer measured in the same run.

Nothing here is a test: a slow machine makes it slow, and a person reads it.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import extruct
from lxml import etree, html
from price_parser import Price

from crawler.extract.document import read_document
from crawler.extract.page import read_prices
from crawler.extract.reviews import read_reviews
from tests.archives import speed as archive_speed
from tests.bulk import speed as bulk_speed
from tests.crawler import speed
from tests.normalize.findings import speed as findings_speed
from tests.reports import speed as report_speed

BLUSHBOOK = Path(sys.executable).with_name("blushbook")
ROUNDS = 3
_ADDRESS = "https://studio.example/"
_SEEN = etree.XPath("//text()[normalize-space() and not(parent::script or parent::style)]")


def seconds(command: Sequence[object], rounds: int = ROUNDS) -> list[float]:
    """How long a command takes, for each of several rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return taken


def told(name: str, values: Sequence[float], unit: str, bound: str) -> None:
    """Print one figure: its median, its spread, and what it is held against."""
    spread = f"{min(values):.2f} to {max(values):.2f}"
    print(f"{name:<52} {statistics.median(values):>8.2f} {unit:<3} ({spread}, n = {len(values)}; {bound})")


def spiders() -> None:
    """How fast the spider of live sites is, against a Scrapy spider that parses nothing."""
    peers, fetching, reading = [], [], []
    with speed.served() as addresses:
        for _ in range(ROUNDS):
            peers.append(speed.peer(addresses))
            fetching.append(speed.ours(addresses, "tests.crawler.no_reading") / peers[-1])
            reading.append(speed.ours(addresses, "crawler") / peers[-1])
    told("pages a second of a Scrapy spider that parses nothing", peers, "/s", "the peer of the next lines")
    told("our spider without reading prices, over it", fetching, "x", "at least 0.5")
    told("our spider, over it", reading, "x", "at least 0.2")


def extraction() -> None:
    """How long reading a page takes, in process, against parsing it and taking its text.

    Folders named as arguments hold the pages; else they are the golden pages, each in the furniture of a site.
    """
    folders = [Path(argument) for argument in sys.argv[1:]]
    found = [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.htm*"))]
    bodies = [body for body in found if body.strip()] or furnished()
    peer, other = _rounds(bare, bodies), _rounds(by_other_hands, bodies)
    prices, reviews = _rounds(extracted, bodies), _rounds(extracted_with_reviews, bodies)
    told("parsing pages and taking their text", [1000 * taken for taken in peer], "ms", f"{len(bodies)} pages; a peer")
    told("reading their prices, over it", _over(prices, peer), "x", "at most 6")
    told("reading their prices and reviews, over it", _over(reviews, peer), "x", "at most 15")
    told("extruct and price-parser, over it", _over(other, peer), "x", "the other peer")
    told("reading their prices, over extruct and price-parser", _over(prices, other), "x", "at most 2")


def bare(body: bytes) -> str:
    """The peer: parse, and take the text."""
    return "".join(html.fromstring(body).itertext())


def by_other_hands(body: bytes) -> int:
    """The other peer: parse, read JSON-LD and microdata by extruct, and each text that is seen by price-parser."""
    root = html.fromstring(body)
    # A block of JSON-LD that is none makes extruct give up all of the page.
    stated = extruct.extract(root, _ADDRESS, syntaxes=["json-ld", "microdata"], errors="ignore")
    return sum(map(len, stated.values())) + sum(Price.fromstring(str(text)).amount is not None for text in _SEEN(root))


def extracted(body: bytes) -> int:
    """Read the candidates of a page, as the crawler does."""
    return len(read_prices(read_document(body, _ADDRESS), "bench"))


def extracted_with_reviews(body: bytes) -> int:
    """Read the candidates and the reviews of a page, parsed once, as the crawler does."""
    document = read_document(body, _ADDRESS)
    return len(read_prices(document, "bench")) + len(read_reviews(document, "bench", b"salt"))


def furnished() -> list[bytes]:
    """Golden pages with what stands around the prices of a real site: scripts, styles, menus, stories."""
    links = "".join(f'<li class="nav-item"><a href="/page-{n}">Our story, told anew</a></li>' for n in range(60))
    story = "".join(
        '<section class="story"><h2>What happened in our studio</h2><p class="text">Nobody asked, and so we went on, '
        "slowly, with a steady hand and a cup of tea, until the light was gone and the mirror was kind.</p></section>"
        for _ in range(50)
    )
    code = "<script>" + "window.x = window.x || [];\n" * 200 + "</script><style>" + ".a{color:red}\n" * 200 + "</style>"
    around = f"{code}<ul>{links}</ul>{story}".encode()
    return [around + path.read_bytes() for path in sorted((Path(__file__).parent / "extract/pages").glob("*.html"))]


def findings() -> None:
    """How many reviews of 300 characters are read in a second, against one pattern per finding over the same texts."""
    a_second, over = zip(*findings_speed.measured(ROUNDS), strict=True)
    told("reviews of 300 characters read in a second", a_second, "/s", "at least 5,000")
    told("reading them, over one pattern per finding", over, "x", "at most 3")
    told("the same where no sentence was read before", findings_speed.fresh(ROUNDS), "/s", "at least 5,000")


def reports(database: Path) -> None:
    """How long the report of a million observations takes, and how soon it can be used."""
    drawing, megabytes, usable = zip(*report_speed.drawn(database, ROUNDS), strict=True)
    name = f"drawing the report of {report_speed.OBSERVATIONS:,} observations"
    told(name, drawing, "s", "at most 5")
    told("its size", megabytes, "MB", "at most 6")
    told("until all its charts stand in a browser", usable, "s", "at most 2")


def archives() -> None:
    """How fast archives are read, by one process, two and a Dask cluster, and whether memory stays bounded."""
    for name, value, unit, bound in archive_speed.measured(furnished()):
        told(name, [value], unit, bound)


def _rounds(read: Callable[[bytes], object], bodies: Sequence[bytes]) -> list[float]:
    """How long it takes to read all pages, for each of several rounds; before them each page is read once."""
    for body in bodies:
        read(body)
    return [sum(_best(read, body) for body in bodies) for _ in range(ROUNDS)]


def _over(values: Sequence[float], peer: Sequence[float]) -> list[float]:
    return [value / statistics.median(peer) for value in values]


def _best(read: Callable[[bytes], object], body: bytes) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read(body)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    """Measure and print."""
    extraction()
    findings()
    nothing = seconds([sys.executable, "-c", "pass"], 10)
    help_text = seconds([BLUSHBOOK, "--help"], 10)
    told("python -c pass", nothing, "s", "the peer of the next line")
    ratio = [statistics.median(help_text) / statistics.median(nothing)]
    told("blushbook --help, over python -c pass", ratio, "x", "at most 15")

    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            runs += seconds([BLUSHBOOK, "run", "--home", Path(folder) / str(number)], 1)
        reports(Path(folder) / "0" / "current" / "blushbook.duckdb")
    told("blushbook run, the recorded facts", runs, "s", "at most 25")
    told(
        "importing Great Expectations", seconds([sys.executable, "-c", "import great_expectations"]), "s", "part of it"
    )
    # The most that any one process of the runs above held at once.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told("memory of the largest process", [peak], "MB", "at most 800")
    spiders()
    archives()
    for listings in (10_000, 100_000):
        for name, value, unit, bound in bulk_speed.costs(listings):
            told(name, [value], unit, bound)
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
