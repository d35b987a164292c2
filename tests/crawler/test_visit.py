"""How a site is visited: which pages, in which order, and what redirects, twins and platforms come to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.sitemap import read_sitemap
from crawler.visit import seed_tasks
from tests.crawler.crawl import Crawled, crawl, seeds
from tests.crawler.local_server import Answer, Asked, LocalServer, html, pages

HOME = html(
    '<a href="/about">About</a> <a href="/menu">Prices</a> <a href="/lips">Lips</a> <a href="/privacy">Privacy</a>'
    '<a href="/old">Price list</a> <a href="/index.html">Home</a> <a href="/blog/we-moved">News</a>'
    '<a href="/away">Prices elsewhere</a>'
)
XML = {"Content-Type": "application/xml"}


def redirect(location: str) -> Answer:
    return Answer(b"", 301, {"Location": location})


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, LocalServer, dict[str, str]]]:
    """One crawl of a few sites."""
    with LocalServer() as server:
        other = server.add(pages({"/": html("$9"), "/prices": html("$10")}))
        studio = server.add(
            pages(
                {
                    "/": HOME,
                    "/menu": html("$1"),
                    "/lips": html("$2"),
                    "/about": html("$3"),
                    "/old": redirect("/new-prices"),
                    "/new-prices": html('$4 <a href="/new-prices">prices</a> <a href="/twin-prices">prices</a>'),
                    "/twin-prices": html("$2"),
                    "/away": redirect(f"{other}prices"),
                }
            )
        )

        def listed(asked: Asked) -> Answer:
            site = f"http://{asked.host}"
            return {
                "/": html("Welcome"),
                "/robots.txt": Answer(f"Sitemap: {site}/maps.xml\nUser-agent: *\nDisallow:".encode()),
                "/maps.xml": Answer(
                    f"<sitemapindex><sitemap><loc>{site}/map1.xml</loc></sitemap>".encode(), headers=XML
                ),
                "/map1.xml": Answer(
                    f"<urlset><url><loc>{site}/tarifs</loc></url><url><loc>{site}/blog/x</loc></url><url><loc>http://[".encode(),
                    headers=XML,
                ),
                "/tarifs": html("$5"),
            }.get(asked.path, Answer(status=404))

        addresses = {"studio": studio, "listed": server.add(listed), "other": other}
        yield (
            crawl(tmp_path_factory.mktemp("home") / "raw" / "run", *seeds(studio, addresses["listed"])),
            server,
            addresses,
        )


def test_the_first_page_comes_first_and_then_what_promises_most(
    crawled: tuple[Crawled, LocalServer, dict[str, str]],
) -> None:
    _, server, addresses = crawled
    asked = server.paths(addresses["studio"])
    assert asked[0] == "/"
    assert set(asked[1:5]) <= {"/menu", "/old", "/new-prices", "/lips", "/twin-prices", "/away"}
    assert asked[-1] == "/about"
    assert not {"/privacy", "/index.html", "/blog/we-moved"} & set(asked)


def test_a_page_that_redirects_reach_is_read_once(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    crawl_, server, addresses = crawled
    assert server.paths(addresses["studio"]).count("/new-prices") == 1
    outcome = crawl_.outcomes[f"{addresses['studio']}old"]
    assert (outcome["outcome"], outcome["final_url"]) == ("ok", f"{addresses['studio']}new-prices")
    assert [item["url"] for item in crawl_.items if item["service"] == "$4"] == [f"{addresses['studio']}new-prices"]


def test_the_same_page_at_two_addresses_yields_its_prices_once(
    crawled: tuple[Crawled, LocalServer, dict[str, str]],
) -> None:
    crawl_, _, addresses = crawled
    assert [item["service"] for item in crawl_.items].count("$2") == 1
    details = [crawl_.outcomes[f"{addresses['studio']}{path}"]["detail"] or "" for path in ("lips", "twin-prices")]
    assert sorted(detail[:13] for detail in details) == ["", "the same page"]


def test_another_site_is_not_read_as_the_studios(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    crawl_, _, addresses = crawled
    outcome = crawl_.outcomes[f"{addresses['studio']}away"]
    assert outcome["outcome"] == "error"
    assert outcome["detail"].startswith("leads to another site")
    assert "$10" not in [item["service"] for item in crawl_.items]


def test_sitemaps_lead_to_pages_that_no_link_does(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    _, server, addresses = crawled
    assert server.paths(addresses["listed"])[:3] == ["/maps.xml", "/map1.xml", "/"]
    assert server.paths(addresses["listed"])[3:] == ["/tarifs"]


def test_of_a_booking_platform_only_the_studios_own_page_is_asked_for() -> None:
    [task] = seed_tasks(["https://www.fresha.com/a/some-studio-x1"])
    assert task.url == "https://www.fresha.com/a/some-studio-x1"


@pytest.mark.parametrize(
    ("body", "pages_", "sitemaps"),
    [
        (b"", [], []),
        (b"<urlset><url><loc> http://a/ </loc></url>", ["http://a/"], []),
        (b"<sitemapindex><sitemap><loc>http://a/s</loc></sitemap></sitemapindex>", [], ["http://a/s"]),
        (b"http://a/\nhttp://b/\n", ["http://a/", "http://b/"], []),
        (b"\x1f\x8bbroken", [], []),
        (b"<urlset><url><loc>http://a/</loc></url><url><loc>http://b/", ["http://a/"], []),
        (b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&e;</loc></url></urlset>", [], []),
        (b"<html><body>no sitemap</body></html>", [], []),
        (b"\x00\xff<", [], []),
    ],
)
def test_a_sitemap_is_read_as_far_as_it_goes(body: bytes, pages_: list[str], sitemaps: list[str]) -> None:
    found = read_sitemap(body)
    assert (found.pages[: len(pages_)], found.sitemaps) == (pages_, sitemaps)


def test_a_sitemap_of_a_billion_laughs_is_no_joke(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><urlset><url><loc>&l9;</loc></url></urlset>'
    assert len("".join(read_sitemap(body.encode()).pages)) < 10_000
