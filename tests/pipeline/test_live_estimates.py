"""A figure of an article goes all the way: fetched, read, normalized, audited, published, and found by its page."""

import json
from pathlib import Path

from crawler.source import recorded_sources
from tests.conftest import Command
from tests.crawler.local_server import LocalServer, html, pages

ARTICLE = html(
    """<h1>What lip blushing costs</h1><p>RealSelf reports an average of $321, but only from ten reviews.</p>
    <p>In Canada, lip blushing costs $500 to $900. I paid $450.</p><a href="/other">More</a>""",
    '<meta property="og:site_name" content="Tint Almanac"><meta name="date" content="2024-03-01">',
)


def test_the_figures_of_an_article_are_published_with_their_sentences(tmp_path: Path, blushbook: Command) -> None:
    with LocalServer() as server:
        address = f"{server.add(pages({'/lips': ARTICLE}))}lips"
        live = ["guides", "--seed", address, "--allow-private", "--delay", 0]
        for step in (["crawl", *recorded_sources(), *live], ["normalize"], ["publish"]):
            done = blushbook(*step, "--home", tmp_path)
            assert done.returncode == 0, done.stderr

    def rows(query: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(
            blushbook("sql", query, "--format", "json", "--home", tmp_path).stdout
        )
        return found

    average, in_canada = rows(f"from estimate where url = '{address}' order by price_low")
    assert (average["publisher"], average["published"], average["statistic"]) == (
        "Tint Almanac",
        "2024-03-01",
        "average",
    )
    assert (average["price_low"], average["sample_size"], average["attributed_to"]) == (321, 10, "RealSelf")
    assert average["evidence"] == "RealSelf reports an average of $321, but only from ten reviews."
    assert (in_canada["country"], in_canada["currency"], in_canada["price_high"]) == ("CA", "CAD", 900)
    [refused] = rows(f"select reason from rejected where url = '{address}'")
    assert refused["reason"] == "text: it tells of a payment or of an own price"
    [figure] = rows("select publishers from published_figure where figure = 'average 321 USD by RealSelf'")
    assert "Tint Almanac" in str(figure["publishers"])
