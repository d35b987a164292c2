"""The crawler's manners, as a real server sees them."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler.manners.agent import is_contact, user_agent
from crawler.manners.retry_after import seconds_to_wait
from tests.crawler.crawl import Crawled, crawl, seeds
from tests.crawler.local_server import Answer, Asked, LocalServer, html, pages

MENU = html("".join(f'<a href="/prices-{letter}">prices</a>' for letter in "abcd"))
PAGES = {"/": MENU, **{f"/prices-{letter}": html(f"lips ${ord(letter)}") for letter in "abcd"}}


def robots(text: str) -> dict[str, Answer]:
    return {"/robots.txt": Answer(text.encode(), headers={"Content-Type": "text/plain"})}


SITES = {
    "plain": PAGES,
    "slow by wish": {**PAGES, **robots("User-agent: *\nCrawl-delay: 1\n")},
    "very slow by wish": {**PAGES, **robots("User-agent: BlushBook\nCrawl-delay: 700\n")},
    "half forbidden": {**PAGES, **robots("User-agent: *\nDisallow: /prices-b\nDisallow: /prices-c$\n")},
    "busy for a second": None,
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, LocalServer, dict[str, str]]]:
    """One crawl of every site; a cookie is offered with each page."""
    busy = itertools.count()

    def busy_once(asked: Asked) -> Answer:
        if asked.path == "/prices-a" and next(busy) == 0:
            return Answer(b"", 429, {"Retry-After": "1"})
        return pages(PAGES)(asked)  # type: ignore[return-value]

    with LocalServer() as server:
        addresses = {name: server.add(pages(site) if site else busy_once) for name, site in SITES.items()}
        yield crawl(
            tmp_path_factory.mktemp("home") / "raw" / "run",
            *seeds(*addresses.values()),
            "--pages", 5, "--contact", "crawl@studio-prices.example",
        ), server, addresses  # fmt: skip


def of_site(crawled: tuple[Crawled, LocalServer, dict[str, str]], name: str) -> list[Asked]:
    _, server, addresses = crawled
    return [asked for asked in server.asked if asked.host == addresses[name].split("/")[2]]


def test_it_says_who_it_is_and_nothing_more(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    for asked in crawled[1].asked:
        assert asked.headers["user-agent"].startswith("BlushBook/")
        assert asked.headers["user-agent"].endswith(" (+crawl@studio-prices.example)")
        assert not {"cookie", "referer", "authorization"} & set(asked.headers)


@pytest.mark.parametrize("name", SITES)
def test_it_asks_robots_txt_first_and_one_thing_at_a_time(
    name: str, crawled: tuple[Crawled, LocalServer, dict[str, str]]
) -> None:
    asked = of_site(crawled, name)
    assert asked[0].path == "/robots.txt"
    assert [one.path for one in asked].count("/robots.txt") == 1
    assert {one.open_at_once for one in asked} == {1}


def test_it_waits_as_long_as_robots_txt_asks(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    asked = [one.at for one in of_site(crawled, "slow by wish")][1:]
    assert len(asked) >= 5
    assert min(after - before for before, after in itertools.pairwise(asked)) > 0.9


def test_it_asks_less_of_a_site_that_wants_to_be_asked_seldom(
    crawled: tuple[Crawled, LocalServer, dict[str, str]],
) -> None:
    assert [one.path for one in of_site(crawled, "very slow by wish")] == ["/robots.txt", "/"]
    outcome = crawled[0].outcomes[crawled[2]["very slow by wish"]]
    assert (outcome["outcome"], outcome["detail"]) == ("ok", "Crawl-delay of 700 s: 1 of 5 pages")


def test_it_obeys_robots_txt_for_each_page(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    assert not {"/prices-b", "/prices-c"} & {one.path for one in of_site(crawled, "half forbidden")}
    address = crawled[2]["half forbidden"]
    ended = {page: crawled[0].outcomes[f"{address}prices-{page}"]["outcome"] for page in "abcd"}
    assert ended == {"a": "ok", "b": "robots", "c": "robots", "d": "ok"}


def test_it_waits_as_long_as_a_busy_host_asks(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    refused, granted = (one.at for one in of_site(crawled, "busy for a second") if one.path == "/prices-a")
    assert granted - refused > 0.9


def test_every_page_is_there_once(crawled: tuple[Crawled, LocalServer, dict[str, str]]) -> None:
    assert (crawled[0].status, crawled[0].log) == (0, "")
    of_plain = [item["service"] for item in crawled[0].items if crawled[2]["plain"] in item["url"]]
    assert sorted(of_plain) == ["$100", "$97", "$98", "$99"]
    assert all(item["fetched_at"].endswith("+00:00") for item in crawled[0].items)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("Sun, 22 Nov 2026 00:02:00 GMT", 120),
        ("Sun, 01 Jan 2023 00:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert seconds_to_wait(header, datetime(2026, 11, 22, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("contact", "is_one"),
    [
        ("me@studio.example", True),
        ("https://studio.example/crawler", True),
        ("", False),
        ("me", False),
        ("@", False),
        ("a@b\r\nX-Evil: 1", False),
        ("me@studio.example (hi)", False),
        ("ich@schön.example", False),
    ],
)
def test_a_contact_is_an_address(contact: str, is_one: bool) -> None:
    assert is_contact(contact) is is_one


def test_the_user_agent_has_the_projects_form() -> None:
    assert user_agent("me@studio.example").startswith("BlushBook/")
