"""The spider of live sites."""

from collections.abc import Iterator

from tests.bench.figure import ROUNDS, Figure
from tests.crawler import speed

TITLE = "Crawling live sites"
MEASURES = (
    "The spider against a Scrapy spider that parses nothing, both with delays off, over 40 sites of 25 pages on a "
    "local server. Robots.txt and sitemaps are asked for besides, outcomes recorded, bytes archived."
)


def figures() -> Iterator[Figure]:
    """Pages a second of the peer, and ours over it."""
    peers, fetching, reading = [], [], []
    with speed.served() as addresses:
        for _ in range(ROUNDS):
            peers.append(speed.peer(addresses))
            fetching.append(speed.ours(addresses, "tests.crawler.no_reading") / peers[-1])
            reading.append(speed.ours(addresses, "crawler") / peers[-1])
    yield Figure("pages a second of a Scrapy spider that parses nothing", tuple(peers), "/s", "the peer")
    yield Figure("our spider without reading pages, over it", tuple(fetching), "x", "at least 0.5")
    yield Figure("our spider, over it", tuple(reading), "x", "at least 0.2")
