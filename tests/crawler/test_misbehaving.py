"""Whatever a site does, the crawl goes on, and each page has the outcome that says what happened."""

import asyncio
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import brotli
import pytest

from tests.crawler.crawl import Crawled, crawl, seeds
from tests.crawler.local_server import Answer, Asked, LocalServer, Raw, Site, html, pages

BIG = 20_000_000
PAGE = html("<h1>Lip blush</h1> $450")
ONLY_WE_ARE_FORBIDDEN = b"User-agent: BlushBook\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def raw(*pieces: bytes, pause: float = 0, endless: bool = False) -> Raw:
    """An answer sent piece by piece, the last one for ever where it is endless; then the connection is closed."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        while endless:
            writer.write(pieces[-1])
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


def typed(content_type: str, body: bytes) -> Answer:
    return Answer(body, headers={"Content-Type": content_type})


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


def packed(body: bytes, encoding: str) -> Answer:
    return Answer(body, headers={"Content-Type": "text/html", "Content-Encoding": encoding})


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": location})


def busy(times: int, status: int = 429, wait: str = "0") -> Site:
    """A site that says it is busy for a while."""
    answers = iter([Answer(b"later", status, {"Retry-After": wait})] * times)
    return lambda asked: next(answers, PAGE) if asked.path == "/" else Answer(status=404)


def endless_redirect(asked: Asked) -> Answer:
    return Answer(status=404) if asked.path == "/robots.txt" else redirect(f"{asked.path}x")


def with_robots(robots: Answer | Raw) -> Site:
    return pages({"/": PAGE, "/robots.txt": robots})


NASTY_LINKS = "".join(
    f'<a href="{href}">prices</a>'
    for href in (
        "http://[", "http://[::1", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.c", "tel:+1", "//", "http://",
        "ftp://example.com/prices", "file:///etc/passwd", "http://user:secret@127.0.0.1/prices", "http:///prices",
        "http://127.0.0.1:99999/prices", "http://127.0.0.1:x/prices", "/prices.pdf", "/" + "p" * 5000, "\x00", "%",
        "http://\u202e/", "http://" + "a" * 300 + "/", "#prices", "", " ", "?" + "&".join("a=b" for _ in range(900)),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    site: Site | Answer | Raw
    outcome: str
    detail: str = ""
    scheme: str = "http"


CASES = {
    "a good page": Case(PAGE, "ok"),
    "an old server": Case(raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>$1</body>"), "ok"),
    "no type": Case(Answer(PAGE.body, headers={}), "ok"),
    "a wrong type": Case(typed("application/octet-stream", PAGE.body), "ok"),
    "a wrong charset": Case(typed("text/html; charset=x-no", "<p>Lèvres 280 €</p>".encode()), "ok"),
    "deeply nested": Case(html("<div>" * 100_000 + "$450"), "ok"),
    "nothing but brackets": Case(html("<" * 100_000), "ok"),
    "nasty links": Case(pages({"/": html(NASTY_LINKS)}), "ok"),
    "a guard's script on a page": Case(html("<script src='/cdn-cgi/challenge-platform/h/b/x.js'></script>$1"), "ok"),
    "in UTF-16": Case(typed("text/html", "<html><body>280 €</body></html>".encode("utf-16")), "ok"),
    "a feed": Case(typed("application/rss+xml", b"<?xml version='1.0'?><rss><channel/></rss>"), "not_html", "rss"),
    "gone": Case(Answer(status=404), "gone", "HTTP 404"),
    "gone for good": Case(Answer(status=410), "gone", "HTTP 410"),
    "forbidden": Case(Answer(status=403), "blocked", "HTTP 403"),
    "for members": Case(Answer(status=401), "blocked", "HTTP 401"),
    "asks if we are human": Case(html("<script>window._cf_chl_opt = {}</script>"), "blocked", "human"),
    "busy": Case(Answer(status=429), "blocked", "HTTP 429"),
    "busy twice, then not": Case(busy(2), "ok"),
    "unavailable once, then not": Case(busy(1, 503, "Thu, 01 Jan 1970 00:00:00 GMT"), "ok"),
    "busy for ever": Case(busy(99, 503), "blocked", "after waiting 2 times"),
    "busy for days": Case(busy(99, 429, "864000"), "blocked", "864000 s"),
    "busy until nobody knows": Case(busy(99, 429, "later"), "blocked", "HTTP 429"),
    "broken": Case(Answer(status=500), "error", "HTTP 500"),
    "unavailable": Case(Answer(status=503), "error", "HTTP 503"),
    "no content": Case(raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "error", "HTTP 204"),
    "an empty page": Case(Answer(), "error", "empty"),
    "unchanged, unasked": Case(raw(b"HTTP/1.1 304 x\r\n\r\n"), "error", "without conditions"),
    "a status nobody knows": Case(Answer(status=799), "error", "HTTP 799"),
    "a document": Case(typed("application/pdf", b"%PDF-1.7"), "not_html", "application/pdf"),
    "a picture that says it is a page": Case(Answer(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), "not_html"),
    "data": Case(typed("application/json", b'{"price": 450}'), "not_html", "json"),
    "text of nothing but comments": Case(typed("text/plain", b"<!---->" * 290 + b"x"), "not_html", "text/plain"),
    "large, and says so": Case(Answer(b"<p>" + b"x" * BIG), "too_large"),
    "large, and does not say": Case(raw(OK_HEAD + b"\r\n", b"x" * 1_000_000, endless=True), "too_large"),
    "a gzip bomb": Case(packed(gzip.compress(b"x" * 300_000_000, 1), "gzip"), "too_large"),
    "a deflate bomb": Case(packed(zlib.compress(b"x" * 100_000_000), "deflate"), "too_large"),
    "a brotli bomb": Case(packed(brotli.compress(b"x" * 100_000_000, quality=1), "br"), "too_large"),
    "a bomb in a bomb": Case(packed(gzip.compress(gzip.compress(b"x" * 100_000_000, 1)), "gzip, gzip"), "too_large"),
    "what cannot be unpacked": Case(packed(b"no gzip", "gzip"), "error"),
    "a slow drip": Case(raw(OK_HEAD + b"\r\n", b"x", pause=0.2, endless=True), "timeout"),
    "headers that drip": Case(raw(OK_HEAD, b"X-A: b\r\n", pause=0.2, endless=True), "timeout"),
    "silence": Case(silence, "timeout"),
    "headers without end": Case(raw(OK_HEAD, b"X-A: b\r\n" * 10_000, endless=True), "error"),
    "a header without end": Case(raw(OK_HEAD + b"X-A: ", b"b" * 100_000, endless=True), "error"),
    "a body cut short": Case(raw(OK_HEAD + b"Content-Length: 1000\r\n\r\n<p>$450"), "error"),
    "a body in broken chunks": Case(raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "error"),
    "hangs up": Case(raw(), "error"),
    "resets": Case(reset, "error"),
    "no HTTP": Case(raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "error"),
    "two lengths": Case(raw(OK_HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "error"),
    "no TLS": Case(PAGE, "error", scheme="https"),
    "leads to itself": Case(redirect("/"), "error", "redirects"),
    "leads on for ever": Case(endless_redirect, "error", "redirects"),
    "leads to a file": Case(redirect("file:///etc/passwd"), "error", "no http(s) address"),
    "leads to a script": Case(redirect("javascript:alert(1)"), "error", "no http(s) address"),
    "leads to nonsense": Case(redirect("http://["), "error", "no http(s) address"),
    "leads to the cloud's own address": Case(redirect("http://169.254.169.254/latest/"), "error", "link-local"),
    "leads to it by another name": Case(redirect("http://[::ffff:a9fe:a9fe]/"), "error", "link-local"),
    "leads to a number": Case(redirect("http://2852039166/"), "error", "link-local"),
    "leads nowhere": Case(redirect("http://no-such-name.invalid/"), "error", "leads nowhere"),
    "a redirect without a place": Case(Answer(status=302), "error", "HTTP 302"),
    "robots.txt forbids all": Case(with_robots(Answer(b"User-agent: *\nDisallow: /")), "robots", "forbids"),
    "robots.txt forbids us": Case(with_robots(Answer(ONLY_WE_ARE_FORBIDDEN)), "robots"),
    "robots.txt forbids another": Case(with_robots(Answer(b"User-agent: SomeBot\nDisallow: /")), "ok"),
    "robots.txt is broken": Case(with_robots(Answer(status=500)), "robots", "HTTP 500"),
    "robots.txt is secret": Case(with_robots(Answer(status=403)), "ok"),
    "robots.txt is a page": Case(with_robots(PAGE), "ok"),
    "robots.txt is no text": Case(with_robots(Answer(bytes(range(256)) * 9)), "ok"),
    "robots.txt never comes": Case(with_robots(silence), "timeout"),
    "robots.txt leads to itself": Case(with_robots(redirect("/robots.txt")), "error", "redirects"),
    "robots.txt is endless": Case(with_robots(raw(OK_HEAD + b"\r\n", b"x" * 1_000_000, endless=True)), "too_large"),
    "the reading fails": Case(html("RAISE"), "error", "ZeroDivisionError: as told"),
    "the reading hangs": Case(html("HANG"), "error", "TimeoutError"),
    "the reading brings its process down": Case(html("CRASH"), "error", "ProcessExpired"),
}  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, dict[str, str]]]:
    """One crawl of every misbehaving site at once."""
    with LocalServer() as server:
        addresses = {}
        for name, case in CASES.items():
            site = case.site if callable(case.site) and not asyncio.iscoroutinefunction(case.site) else None
            addresses[name] = server.add(site or pages({"/": case.site}), case.scheme)  # type: ignore[dict-item, arg-type]
        yield crawl(tmp_path_factory.mktemp("home") / "raw" / "run", *seeds(*addresses.values())), addresses


@pytest.mark.parametrize("name", CASES)
def test_a_page_has_the_outcome_that_says_what_happened(name: str, crawled: tuple[Crawled, dict[str, str]]) -> None:
    crawl_, addresses = crawled
    outcome = crawl_.outcomes[addresses[name]]
    assert (outcome["outcome"], CASES[name].detail in (outcome["detail"] or "")) == (CASES[name].outcome, True), outcome


def test_the_crawl_ends_well_and_no_page_stalls_another(crawled: tuple[Crawled, dict[str, str]]) -> None:
    crawl_, _ = crawled
    assert (crawl_.status, crawl_.log) == (0, "")


def test_a_link_farm_costs_the_budget_and_no_more(tmp_path: Path) -> None:
    numbers = count()

    def farm(asked: Asked) -> Answer:
        if asked.path.startswith(("/robots", "/sitemap")):
            return Answer(status=404)
        return html(
            "".join(
                f'<a href="/prices/{next(numbers)}-{"abcdefghij"[number % 10]}{next(numbers)}">lip blush prices</a>'
                for number in range(2000)
            )
        )

    def calendar(asked: Asked) -> Answer:
        if asked.path == "/menu":
            return PAGE
        day = next(numbers)
        return html(f'<a href="/book/2026/{day}?price={day}">book prices</a> <a href="/menu">menu</a>' * 50)

    with LocalServer() as server:
        addresses = [server.add(farm), server.add(calendar)]
        crawled = crawl(tmp_path / "raw" / "run", *seeds(*addresses), "--pages", 25)
        assert crawled.status == 0, crawled.log
        assert len(server.paths(addresses[0])) <= 25
        # Five days of the calendar are enough to go on to what else there is.
        assert 5 <= len(server.paths(addresses[1])) <= 12
        assert "/menu" in server.paths(addresses[1])
