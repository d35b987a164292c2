"""Articles are asked for as studios are, with all manners and outcomes, but for no page beside them."""

from pathlib import Path

import pytest

from crawler.visit import seed_tasks
from tests.crawler.crawl import Crawled, crawl, seeds
from tests.crawler.local_server import Answer, Asked, LocalServer, Site, html, pages

ARTICLE = """<h1>What lip blushing costs</h1><p>Lip blushing costs $400 to $800. Elsewhere it averages $600.</p>
<a href="/prices">Prices</a> <a href="/lips">Lip blush</a>"""


def guide(body: str = ARTICLE, etag: str = '"one"') -> Site:
    """A site with an article that answers conditional requests."""

    def answer(asked: Asked) -> Answer:
        if asked.path != "/guide":
            return Answer(status=404)
        if asked.headers.get("if-none-match") == etag:
            return Answer(status=304)
        return Answer(html(body).body, headers={"Content-Type": "text/html", "ETag": etag})

    return answer


def crawl_guides(home: Path, run: str, *addresses: str) -> Crawled:
    return crawl(home / "raw" / run, *seeds(*addresses), source="guides")


def test_only_the_article_is_asked_for_and_each_statement_is_an_item(tmp_path: Path) -> None:
    with LocalServer() as server:
        site = server.add(guide())
        crawled = crawl_guides(tmp_path, "run", f"{site}guide")
        assert [one.path for one in server.asked] == ["/robots.txt", "/guide"]
    assert crawled.log == ""
    [first, second] = crawled.items
    assert (first["item"], first["text"]) == ("CostEstimate", "Lip blushing costs $400 to $800.")
    assert (second["before"], second["headings"]) == (first["text"], ["What lip blushing costs"])
    outcome = crawled.outcomes[f"{site}guide"]
    assert (outcome["outcome"], outcome["items"], outcome["depth"]) == ("ok", 2, 0)
    assert first["fetched_at"] == outcome["fetched_at"]
    assert outcome["archive_offset"] is not None


def test_an_article_that_is_unchanged_is_read_from_the_archive(tmp_path: Path) -> None:
    with LocalServer() as server:
        site = server.add(guide())
        crawl_guides(tmp_path, "first", f"{site}guide")
        again = crawl_guides(tmp_path, "second", f"{site}guide")
    assert again.outcomes[f"{site}guide"]["outcome"] == "unchanged"
    assert [item["text"] for item in again.items][:1] == ["Lip blushing costs $400 to $800."]


@pytest.mark.parametrize(
    ("site", "outcome"),
    [
        (pages({"/robots.txt": Answer(b"User-agent: *\nDisallow: /")}), "robots"),
        (lambda asked: Answer(status=403), "blocked"),
        (lambda asked: Answer(status=404), "gone"),
        (pages({"/guide": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})}), "not_html"),
    ],
)
def test_an_article_that_cannot_be_read_is_an_outcome(site: Site, outcome: str, tmp_path: Path) -> None:
    with LocalServer() as server:
        address = server.add(site)
        crawled = crawl_guides(tmp_path, "run", f"{address}guide")
    assert crawled.outcomes[f"{address}guide"]["outcome"] == outcome
    assert crawled.items == []


def test_a_crawl_of_articles_does_not_begin_with_the_first_page_of_their_site() -> None:
    tasks = seed_tasks(["https://magazine.example/lips", "https://magazine.example/brows"], with_homes=False)
    assert [task.url for task in tasks] == ["https://magazine.example/lips", "https://magazine.example/brows"]
