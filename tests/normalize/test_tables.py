"""All tables of a run: nothing to read is no reason to fail, and the order of what is read does not matter."""

import json
import random
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from crawler.extract.recorded_table import read_recorded_table
from crawler.source import RECORDED_FOLDER, recorded_sources
from pipeline.normalize.providers import MENTION, tell_providers
from pipeline.normalize.tables import normalize
from pipeline.raw import RawItems, read_raw

ARTICLE = date(2022, 1, 15)
TODAY = date(2026, 11, 22)


def raw_items(folder: Path, seed: int | None = None) -> RawItems:
    """The recorded facts as raw items, the facts of each file in an order drawn by a seed."""
    folder.mkdir()
    with (folder / "recorded.jsonl").open("w", encoding="utf-8") as file:
        for source in recorded_sources().values():
            header, *lines = (RECORDED_FOLDER / source.file).read_bytes().splitlines()
            if seed is not None:
                random.Random(seed).shuffle(lines)
            for item in read_recorded_table(b"\n".join([header, *lines]), source):
                file.write(json.dumps(item.as_record()) + "\n")
    return read_raw(folder)


def contents(tables: dict[str, pd.DataFrame]) -> dict[str, list[str]]:
    """Each table's rows as sorted text: what a table holds, whatever the order of its rows."""
    return {
        name: sorted(map(str, frame[sorted(frame.columns)].astype(object).itertuples(index=False)))
        for name, frame in tables.items()
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_facts_does_not_matter(seed: int, tmp_path: Path) -> None:
    as_recorded = normalize(raw_items(tmp_path / "recorded"), ARTICLE, TODAY)
    shuffled = normalize(raw_items(tmp_path / "shuffled", seed), ARTICLE, TODAY)
    assert contents(as_recorded) == contents(shuffled)


def test_nothing_to_read_gives_empty_tables(tmp_path: Path) -> None:
    tables = normalize(read_raw(tmp_path), ARTICLE, TODAY)
    assert {name: len(frame) for name, frame in tables.items()} == dict.fromkeys(tables, 0)


def test_every_row_may_be_rejected(tmp_path: Path) -> None:
    raw = raw_items(tmp_path / "recorded")
    for frame in raw.by_type.values():
        for column in ("stated_price_low", "stated_about", "stated_author_kind", "stated_level"):
            if column in frame:
                frame[column] = "abc"
    tables = normalize(raw, ARTICLE, TODAY)
    assert {name: len(frame) for name, frame in tables.items() if name != "rejected"} == dict.fromkeys(
        set(tables) - {"rejected"}, 0
    )
    assert len(tables["rejected"]) == 408


def mentioned(*rows: tuple[str, str | None]) -> list[str]:
    """The ids that providers get whose prices stand at these addresses."""
    mentions = pd.DataFrame([(name, None, None, None, site) for name, site in rows], columns=list(MENTION))
    told = tell_providers(mentions.assign(observations=1), pd.DataFrame(columns=list(MENTION)))
    return told.of_mention["provider_id"].tolist()


def test_two_providers_never_share_an_id() -> None:
    same_site = mentioned(("서울 눈썹 입술", "shared.example"), ("부산 미용 클럽", "shared.example"))
    no_site = mentioned(("Permanent Makeup Clinic", None), ("PERMANENT MAKEUP CLINIC", None))
    assert len(set(same_site)) == len(set(no_site)) == 2


def test_a_new_spelling_does_not_change_the_id() -> None:
    [alone] = mentioned(("Arbella Beauty Studio", "booksy.com/1466319"))
    both = mentioned(("Arbella Beauty Studio", "booksy.com/1466319"), ("ARBELLA BEAUTY STUDIO LLC", None))
    assert set(both) == {alone}


def test_every_recorded_fact_is_in_a_table_or_rejected(tmp_path: Path) -> None:
    raw = raw_items(tmp_path / "recorded")
    tables = normalize(raw, ARTICLE, TODAY)
    read = sum(len(tables[name]) for name in ("price_observation", "estimate", "regulation", "rejected"))
    assert read + tables["review_place"]["items"].sum() == sum(
        len(frame) for name, frame in raw.by_type.items() if name != "PageOutcome"
    )
    assert tables["rejected"].empty
