"""Every source is wired: its spider, its item and its file exist, and its columns are the file's."""

import csv
from dataclasses import fields

import pytest

from crawler.items import ITEM_TYPES, PageOutcome
from crawler.page_address import canonical
from crawler.source import (
    RECORDED_FOLDER,
    SOURCES_FOLDER,
    ArchiveSource,
    LiveSource,
    RecordedSource,
    Source,
    all_sources,
    live_sources,
    recorded_sources,
)
from crawler.spiders import SPIDERS
from pipeline.reference.seeds import GUIDES_HEADER, HEADER, guide_seeds, seeds


@pytest.mark.parametrize("source", all_sources().values(), ids=lambda source: source.name)
def test_a_source_is_wired_and_says_what_it_is(source: Source) -> None:
    # Archives are read without a spider, by `blushbook archive`.
    assert source.spider in SPIDERS or isinstance(source, ArchiveSource)
    assert source.title
    assert source.about.endswith(".")


@pytest.mark.parametrize("source", recorded_sources().values(), ids=lambda source: source.name)
def test_a_recorded_source_fills_fields_of_its_item(source: RecordedSource) -> None:
    item_fields = {field.name for field in fields(ITEM_TYPES[source.item])}
    assert set(source.fields) <= item_fields


@pytest.mark.parametrize("source", recorded_sources().values(), ids=lambda source: source.name)
def test_a_recorded_source_reads_every_column_of_its_file(source: RecordedSource) -> None:
    with (RECORDED_FOLDER / source.file).open(encoding="utf-8", newline="") as lines:
        assert sorted(next(csv.reader(lines))) == sorted(source.columns)


def test_every_recorded_file_has_a_source() -> None:
    assert {path.name for path in RECORDED_FOLDER.iterdir()} == {source.file for source in recorded_sources().values()}


def test_an_outcome_must_be_one_of_the_list() -> None:
    with pytest.raises(ValueError, match="'fine' is no outcome"):
        PageOutcome(source="x", method="recorded", outcome="fine")


@pytest.mark.parametrize("source", live_sources().values(), ids=lambda source: source.name)
def test_a_live_source_begins_with_addresses_and_asks_again_after_days(source: LiveSource) -> None:
    assert source.recheck_days >= 1
    addresses = source.seed_addresses()
    assert addresses
    assert None not in map(canonical, addresses)


def test_the_seeds_are_the_providers_own_addresses_among_the_recorded_prices() -> None:
    with (SOURCES_FOLDER / "studios_seeds.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert tuple(header) == HEADER
    assert [tuple(row) for row in rows] == seeds(), "`python -m pipeline.reference.seeds` makes it anew"


def test_the_guides_are_the_pages_of_the_recorded_estimates() -> None:
    with (SOURCES_FOLDER / "guides_seeds.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert tuple(header) == GUIDES_HEADER
    assert [tuple(row) for row in rows] == guide_seeds(), "`python -m pipeline.reference.seeds` makes it anew"
