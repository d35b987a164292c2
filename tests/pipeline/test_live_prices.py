"""A price on a studio's page goes all the way: fetched, read, normalized, audited, published, and found by its page."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.source import recorded_sources
from tests.conftest import Command
from tests.crawler.local_server import LocalServer, html, pages

BUSINESS = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "BeautySalon",
"name": "Coral Ink Atelier", "telephone": "+1 503 555 0142", "address": {"@type": "PostalAddress",
"addressLocality": "Portland", "addressRegion": "OR", "addressCountry": "US"}}</script>"""
PRICES = html(
    f"""{BUSINESS}<h1>Prices</h1><h2>Lips</h2>
    <div class="row"><span>Lip blush</span><span>$520</span></div>
    <div class="row"><span>Touch-up, 6–8 weeks</span><span>$110</span></div>
    <h2>Brows</h2><div class="row"><span>Powder brows</span><span>$480</span></div>
    <h2>Waxing</h2><div class="row"><span>Lip</span><span>$9</span></div>
    <p>Refer a friend and get $25 off your lip blush.</p>"""
)
SITE = {"/": html('<a href="/prices">Prices</a>'), "/prices": PRICES}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, blushbook: Command) -> tuple[Path, str]:
    """A home in which the recorded facts and one local site are published, and the site's address."""
    home = tmp_path_factory.mktemp("live")
    with LocalServer() as server:
        address = server.add(pages(SITE))
        steps: list[list[Any]] = [
            ["crawl", *recorded_sources(), "studios", "--seed", address, "--allow-private", "--delay", 0],
            ["normalize"],
            ["publish"],
        ]
        for step in steps:
            done = blushbook(*step, "--home", home)
            assert done.returncode == 0, done.stderr
    return home, address


def rows(live: tuple[Path, str], blushbook: Command, query: str) -> list[dict[str, Any]]:
    done = blushbook("sql", query, "--format", "json", "--home", live[0])
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_the_price_is_published_with_its_page_and_evidence(live: tuple[Path, str], blushbook: Command) -> None:
    [price] = rows(live, blushbook, f"from lip_price where url = '{live[1]}prices'")
    assert (price["provider"], price["country"], price["region"], price["price_usd"]) == (
        "Coral Ink Atelier",
        "US",
        "OR",
        520,
    )
    assert (price["touch_up_included"], price["touch_up_usd"], price["date_basis"]) == (False, 110, "fetched")
    [evidence] = rows(
        live,
        blushbook,
        f"select evidence, locator from price_observation where kind = 'initial' and url = '{live[1]}prices'",
    )
    assert evidence["evidence"] == "Lip blush $520"
    assert evidence["locator"].endswith("/span[2]")


def test_other_services_are_no_lip_prices(live: tuple[Path, str], blushbook: Command) -> None:
    found = rows(
        live, blushbook, f"select kind, price_low from price_observation where url = '{live[1]}prices' order by 2"
    )
    assert [(row["kind"], row["price_low"]) for row in found] == [("touch_up", 110), ("initial", 520)]


def test_what_only_looks_like_a_price_is_kept_with_its_reason(live: tuple[Path, str], blushbook: Command) -> None:
    found = rows(live, blushbook, f"select reason from rejected where url = '{live[1]}prices'")
    assert [row["reason"] for row in found] == ["no price of a service: discount"]


def test_every_page_has_its_outcome(live: tuple[Path, str], blushbook: Command) -> None:
    found = rows(live, blushbook, "select url, outcome from page_outcome where source = 'studios' order by url")
    assert [(row["url"], row["outcome"]) for row in found] == [(live[1], "ok"), (f"{live[1]}prices", "ok")]
