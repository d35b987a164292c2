"""Every source is wired: its spider, its item and its file exist, and its columns are the file's."""

import csv
from dataclasses import fields

import pytest

from crawler.items import ITEM_TYPES, PageOutcome
from crawler.source import RECORDED_FOLDER, Source, all_sources
from crawler.spiders import SPIDERS

SOURCES = list(all_sources().values())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_wired_and_says_what_it_is(source: Source) -> None:
    assert source.spider in SPIDERS
    assert source.title
    assert source.about.endswith(".")
    item_fields = {field.name for field in fields(ITEM_TYPES[source.item])}
    assert set(source.fields) <= item_fields


@pytest.mark.parametrize("source", [source for source in SOURCES if not source.live], ids=lambda source: source.name)
def test_a_recorded_source_reads_every_column_of_its_file(source: Source) -> None:
    with (RECORDED_FOLDER / source.file).open(encoding="utf-8", newline="") as lines:
        assert sorted(next(csv.reader(lines))) == sorted(source.columns)


def test_every_recorded_file_has_a_source() -> None:
    assert {path.name for path in RECORDED_FOLDER.iterdir()} == {source.file for source in SOURCES if not source.live}


def test_an_outcome_must_be_one_of_the_list() -> None:
    with pytest.raises(ValueError, match="'fine' is no outcome"):
        PageOutcome(source="x", method="recorded", outcome="fine")
