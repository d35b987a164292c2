"""Names of reviewers, in all shapes, are in no byte that a run writes, but for the archive of pages as fetched."""

import gzip
import stat
from pathlib import Path

import pytest

from crawler.archive import FILE
from crawler.source import recorded_sources
from pipeline.salt import LENGTH, read_salt
from tests.conftest import Command
from tests.crawler.local_server import LocalServer, html, pages

NAMES = (
    "Wilhelmine Quarzberg",
    "ZENOBIA KRALL",
    "Éloïse d’Arquennes",
    "Jadwiga Ćwierk-Mróz",
    "Фёкла Златопольская",
    "綾小路雪乃",
    "quillfeather_77",
    "Ottavia P. Brambasco",
    "Sunniva",
)
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "BeautySalon",
"name": "Dune Lips", "review": [
 {"@type": "Review", "author": {"@type": "Person", "name": "Wilhelmine Quarzberg"}, "reviewRating": {"ratingValue": 5},
  "reviewBody": "I paid $450 for lip blush and it was worth it. Wilhelmine Quarzberg"},
 {"@type": "Review", "author": ["ZENOBIA KRALL"], "name": "By Zenobia Krall", "reviewBody": "Two hours, little pain."}]}
</script>"""
MICRODATA = """<div itemscope itemtype="https://schema.org/Review"><span itemprop="author" itemscope
itemtype="https://schema.org/Person"><meta itemprop="name" content="Éloïse d’Arquennes"></span>
<p itemprop="reviewBody">Mes lèvres vont bien. Éloïse d’Arquennes</p></div>"""
SHOWN = """<section class="reviews"><h2>What our clients say</h2>
<div class="card"><p>“Lip blush for $480, and I would pay it again.”</p>
<cite>— Jadwiga Ćwierk-Mróz, Poznań</cite></div>
<div class="card"><h4>Фёкла Златопольская</h4>
<p>Губы зажили за неделю, спасибо! Фёкла Златопольская</p></div>
<div class="card"><p>唇の色が自然になって、痛みもありませんでした。</p><p class="name">綾小路雪乃</p></div>
<div class="card"><span class="user">quillfeather_77</span>
<p>My lips peeled for four days. xoxo quillfeather_77</p></div>
<div class="card"><p>“Soft colour, kind hands, no swelling at all.” — Ottavia P. Brambasco</p></div>
<div class="card"><p class="author">Sunniva</p>
<p>Lip liner $300, all included, and I, Sunniva, am glad.</p></div></section>"""
SITE = {
    "/": html('<a href="/prices">Prices</a><a href="/reviews">Reviews</a>'),
    "/prices": html("<h1>Prices</h1><h2>Lips</h2><div><span>Lip blush</span><span>$520</span></div>"),
    "/reviews": html(f"{MICRODATA}{SHOWN}", head=LD),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, blushbook: Command) -> Path:
    """A home in which a site with reviews was crawled, normalized and published; what was printed lies there too."""
    home = tmp_path_factory.mktemp("names")
    with LocalServer() as server:
        address = server.add(pages(SITE))
        for step in (
            ["crawl", *recorded_sources(), "studios", "--seed", address, "--allow-private", "--delay", 0],
            ["normalize"],
            ["publish"],
        ):
            done = blushbook(*step, "--home", home)
            assert done.returncode == 0, done.stderr
            (home / f"{step[0]}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return home


def written(home: Path) -> dict[str, str]:
    """Everything under the home folder but the archive, as text in any case."""
    files = [path for path in home.rglob("*") if path.is_file() and path.name != FILE]
    return {str(path.relative_to(home)): path.read_bytes().decode("utf-8", "replace").casefold() for path in files}


def test_no_name_is_written(home: Path) -> None:
    files = written(home)
    assert len(files) > 10
    found = [(name, path) for path, text in files.items() for name in NAMES if name.casefold() in text]
    # JSON may spell letters by their numbers.
    found += [
        (name, path)
        for path, text in files.items()
        for name in NAMES
        if name.encode("ascii", "backslashreplace").decode().casefold() in text
    ]
    assert found == []


def test_what_they_said_is_written(home: Path) -> None:
    raw = next(text for path, text in written(home).items() if path.endswith("studios.jsonl"))
    assert raw.count('"item": "review"') == len(NAMES)
    assert raw.count('"author_hash": "') == len(NAMES)


def test_the_archive_alone_holds_pages_as_they_came(home: Path) -> None:
    [archive] = home.rglob(FILE)
    assert "wilhelmine quarzberg" in gzip.decompress(archive.read_bytes()).decode("utf-8", "replace").casefold()


def test_the_salt_is_made_once_and_for_its_owner(home: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE((home / "salt").stat().st_mode) == 0o600
    made = read_salt(tmp_path / "salt")
    assert len(made) == LENGTH
    assert read_salt(tmp_path / "salt") == made
    assert made != read_salt(tmp_path / "other" / "salt")
