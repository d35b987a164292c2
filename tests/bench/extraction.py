"""Reading pages, in process."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import extruct
from lxml import etree, html
from price_parser import Price

from crawler.extract.document import read_document
from crawler.extract.page import read_prices
from crawler.extract.reviews import read_reviews
from tests.bench.figure import ROUNDS, Figure, over
from tests.bench.pages import furnished

TITLE = "Reading pages"
MEASURES = (
    "Golden pages, each in the furniture of a site, still denser in prices than real ones: parsing them and taking "
    "their text by lxml is one peer, extruct (JSON-LD and microdata) with price-parser over each text that is seen the "
    "other. `BLUSHBOOK_BENCH_PAGES` names a folder of other pages."
)

_ADDRESS = "https://studio.example/"
_SEEN = etree.XPath("//text()[normalize-space() and not(parent::script or parent::style)]")


def figures() -> Iterator[Figure]:
    """How long reading prices, and reviews with them, takes over either peer."""
    bodies = _bodies()
    peer, other = _rounds(bare, bodies), _rounds(by_other_hands, bodies)
    prices, reviews = _rounds(extracted, bodies), _rounds(extracted_with_reviews, bodies)
    milliseconds = tuple(1000 * each for each in peer)
    yield Figure(f"parsing {len(bodies)} pages and taking their text", milliseconds, "ms", "a peer")
    yield Figure("reading their prices, over it", over(prices, peer), "x", "at most 6")
    yield Figure("reading their prices and reviews, over it", over(reviews, peer), "x", "at most 15")
    yield Figure("extruct and price-parser, over it", over(other, peer), "x", "the other peer")
    yield Figure("reading their prices, over extruct and price-parser", over(prices, other), "x", "at most 2")


def _bodies() -> list[bytes]:
    folder = os.environ.get("BLUSHBOOK_BENCH_PAGES")
    found = [path.read_bytes() for path in sorted(Path(folder).rglob("*.htm*"))] if folder else []
    return [body for body in found if body.strip()] or furnished()


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


def _rounds(read: Callable[[bytes], object], bodies: Sequence[bytes]) -> list[float]:
    """How long it takes to read all pages, for each of several rounds; before them each page is read once."""
    for body in bodies:
        read(body)
    return [sum(_best(read, body) for body in bodies) for _ in range(ROUNDS)]


def _best(read: Callable[[bytes], object], body: bytes) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read(body)
        best = min(best, time.perf_counter() - began)
    return best
