"""Raw files are read back line by line: a broken line costs that line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import PriceListing, RawItem
from crawler.raw_file import RawFile
from pipeline.raw import read_raw


def listing(provider: str | None, line: int = 2) -> PriceListing:
    return PriceListing(
        source="s", method="recorded", file="f.csv", line=line, provider=provider, stated={"kind": None}
    )


def write(folder: Path, *items: RawItem) -> None:
    file = RawFile(folder / "recorded.jsonl")
    file.open_spider()
    for item in items:
        file.process_item(item)
    file.close_spider()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write(tmp_path, listing("Rosa"), listing(None))
    rows = read_raw(tmp_path).by_type["PriceListing"]
    assert rows["provider"].fillna("nobody").tolist() == ["Rosa", "nobody"]
    assert rows["stated_kind"].isna().all()


def test_a_cut_last_line_costs_that_line_and_is_told(tmp_path: Path) -> None:
    write(tmp_path, listing("Rosa"))
    with (tmp_path / "recorded.jsonl").open("a") as file:
        file.write('{"item": "PriceListing", "prov')
    raw = read_raw(tmp_path)
    assert raw.by_type["PriceListing"]["provider"].tolist() == ["Rosa"]
    assert raw.unreadable[["file", "line"]].values.tolist() == [["recorded.jsonl", 2]]


def test_a_line_cut_within_a_letter_costs_that_line(tmp_path: Path) -> None:
    write(tmp_path, listing("Rosa"), listing("Zoé"))
    path = tmp_path / "recorded.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index("é".encode()) + 1])
    raw = read_raw(tmp_path)
    assert raw.by_type["PriceListing"]["provider"].tolist() == ["Rosa"]
    assert raw.unreadable["line"].tolist() == [2]


@pytest.mark.parametrize("line", ["123", "null", '{"item": "Horoscope"}', '{"price": 450}'])
def test_a_line_of_no_known_type_is_told(line: str, tmp_path: Path) -> None:
    (tmp_path / "recorded.jsonl").write_text(line + "\n", encoding="utf-8")
    raw = read_raw(tmp_path)
    assert raw.count == len(raw.unreadable) == 1
    assert "of no type we know" in raw.unreadable["reason"].iloc[0]


def test_the_same_fact_has_the_same_id_wherever_it_stands(tmp_path: Path) -> None:
    write(tmp_path, listing("Rosa", line=2), listing("Ana", line=3), listing("Rosa", line=9))
    first, other, again = read_raw(tmp_path).by_type["PriceListing"]["raw_id"]
    assert first == again != other


def test_a_folder_is_no_pattern(tmp_path: Path) -> None:
    for name in ("aX", "a*", "a[X]"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, listing(name))
    for name in ("a*", "a[X]"):
        assert read_raw(tmp_path / name).by_type["PriceListing"]["provider"].tolist() == [name]


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_comes_back_but_for_broken_surrogates(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), listing(text))
        found = read_raw(Path(folder)).by_type["PriceListing"]["provider"].iloc[0]
    assert found == text.encode("utf-8", "replace").decode()


def test_every_line_says_its_type_and_the_version_of_its_shape(tmp_path: Path) -> None:
    write(tmp_path, listing("Rosa"))
    record = json.loads((tmp_path / "recorded.jsonl").read_text(encoding="utf-8"))
    assert (record["item"], record["schema_version"]) == ("PriceListing", 1)
