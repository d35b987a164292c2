"""Accounts and ratings through runs: read again they are the same ones, and no name or text leaves the raw files."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from crawler.items import RawItem
from pipeline.normalize import tables as normalized_tables
from pipeline.normalize.accounts import AccountTables, normalize_accounts
from pipeline.normalize.review_findings import Read
from pipeline.provider_tables import fill_providers
from pipeline.staging import stage, staged_tables
from reports.report import write_report
from tests.conftest import NOW
from tests.normalize.raw_reviews import raw_of, review, summary
from tests.normalize.test_accounts import Said
from warehouse.build import build
from warehouse.release import copy_database, export
from warehouse.schema_files import tables, views

NAME = "Ilse Quendelbaum"
UNPUBLISHED = ("Quendelbaum", "zwirbelig")
"""Of the name and of the text a word each that stands nowhere else."""


def read_text(text: str, language: str | None) -> Said:
    """Reads swelling where the text tells of it, and takes four words as its evidence."""
    if "swollen" not in text:
        return Said()
    start = text.index("swollen")
    return Said(swelling_days=3.0, evidence={"swelling_days": (start, start + len("swollen for 3 days"))})


def read_with(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    """From now on texts are read by this, whatever else would read them."""

    def normalized(raw: pd.DataFrame, today: date, *_: object) -> AccountTables:
        return normalize_accounts(raw, today, read)

    monkeypatch.setattr(normalized_tables, "normalize_accounts", normalized)


@pytest.fixture(autouse=True)
def with_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    read_with(monkeypatch, read_text)


def staged(run_id: str, folder: Path, recorded: Path, items: Iterable[RawItem], line: str = "") -> dict[str, Path]:
    """A run of the recorded facts and these items of pages, staged."""
    raw = folder / "raw" / run_id
    raw_of(raw, items)
    if line:
        with (raw / "studios.jsonl").open("a", encoding="utf-8") as file:
            file.write(line)
    records = [json.loads(each) for each in (recorded / "recorded.jsonl").read_text("utf-8").splitlines()]
    (raw / "recorded.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    stage(run_id, datetime(2026, 11, 22, tzinfo=UTC), raw, folder / "staged" / run_id)
    return staged_tables(folder / "staged" / run_id)


def built(path: Path, batches: list[dict[str, Path]], release: Path | None = None) -> Path:
    build(path, batches, release, fill_providers)
    return path


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_what_a_later_run_reads_again_is_the_same_account(published_once: Path, tmp_path: Path) -> None:
    recorded = published_once / "raw" / NOW
    text = "I was swollen for 3 days."
    first = staged(NOW, tmp_path, recorded, [review(text=text), review("https://others.example/b", text="Fine.")])
    again = review(text=text)
    again.fetched_at = "2026-11-29T10:00:00+00:00"
    elsewhere = review("https://elsewhere.example/", text=text)
    second = staged("2026-11-29T193000Z", tmp_path, recorded, [again, elsewhere])

    at_once = built(tmp_path / "at once.duckdb", [first, second])
    one_by_one = built(tmp_path / "second.duckdb", [second], built(tmp_path / "first.duckdb", [first]))
    for database in (at_once, one_by_one):
        of_pages = "where method <> 'recorded'"
        assert rows(database, f"select count(*) from review {of_pages}") == [(2,)]
        places = rows(database, f"select url, seen_on::varchar from review_place {of_pages} order by all")
        assert places == [
            ("https://elsewhere.example/", "2026-11-20"),
            ("https://others.example/a", "2026-11-29"),
            ("https://others.example/b", "2026-11-20"),
        ]
        swollen = "select amount, evidence from review_finding where read_by = 'rules'"
        assert rows(database, swollen) == [(3, "swollen for 3 days")]


def test_a_finding_that_is_not_read_any_more_goes(
    published_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded, items = published_once / "raw" / NOW, [review(text="I was swollen for 3 days.")]
    first = staged(NOW, tmp_path, recorded, items)
    read_with(monkeypatch, lambda text, language: Said())
    second = staged("2026-11-29T193000Z", tmp_path, recorded, items)
    database = built(tmp_path / "both.duckdb", [first, second])
    assert rows(database, "select count(*) from review_finding where read_by = 'rules'") == [(0,)]


def test_ratings_and_accounts_join_the_provider_that_has_prices(published_once: Path, tmp_path: Path) -> None:
    recorded = published_once / "raw" / NOW
    items = [
        review("https://www.fsobx.co.uk/reviews", is_first_party=True),
        review("https://others.example/a", text="Lovely.", provider="ashley m brows"),
        review("https://others.example/b", text="So so.", provider="Nobody We Know"),
        summary(url="https://www.fsobx.co.uk/", provider=None),
        summary(url="https://maps.example/x", provider="Ashley M Brows", host="Maps"),
        summary(url="https://maps.example/y", provider="Nobody We Know"),
    ]
    database = built(tmp_path / "build.duckdb", [staged(NOW, tmp_path, recorded, items)])
    for table in ("rating", "review"):
        found = rows(
            database,
            f"""select provider.name from {table} left join provider using (provider_id)
                where method <> 'recorded' order by all""",
        )
        assert found == [("Ashley M Brows",), ("FSOBX",), (None,)], table
    unjoined = "select count(*) from rating where method = 'recorded' and provider_id is null"
    assert rows(database, unjoined) == [(0,)]


def test_no_author_s_name_and_no_text_reaches_a_table_an_export_or_the_report(
    published_once: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = {
        "text": f"{NAME} here: swollen for 3 days. So zwirbelig! {NAME}",
        "title": f"By {NAME}",
        "author_hash": f"#{NAME}",
    }
    items = [
        review(**said),
        review("https://others.example/b", **{**said, "text": f"{NAME}: fine"}, country="Mars"),  # rejected
        review("https://others.example/c", **{**said, "text": None}, rating_text="5"),
    ]
    cut = json.dumps(review("https://others.example/d", **said).as_record(), ensure_ascii=False)[:-2]
    batch = staged(NOW, tmp_path, published_once / "raw" / NOW, items, cut)
    database, release = built(tmp_path / "build.duckdb", [batch]), tmp_path / "release.duckdb"
    copy_database(database, release)
    export(release, tmp_path / "exports")
    write_report(release, tmp_path / "report.html")

    [(accounts, rejected)] = rows(
        release,
        "select (select count(*) from review where method <> 'recorded'), (select count(*) from rejected)",
    )
    assert (accounts, rejected) == (2, 2)
    exports = tmp_path / "exports"
    told = {name: str(rows(release, f"from {name}")) for name in (*tables(), *views())}
    told |= {path.name: str(duckdb.sql(f"from '{path}'").fetchall()) for path in exports.glob("*.parquet")}
    told |= {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "report.html", *exports.glob("*.csv"))}
    told["what was printed"] = "".join(capfd.readouterr())
    assert [(place, word) for place, text in told.items() for word in UNPUBLISHED if word in text] == []
    assert "swollen for 3 days" in told["report.html"]  # it was read
