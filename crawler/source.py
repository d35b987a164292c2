"""Sources are data: one small TOML file each in `crawler/sources/`, read here."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

SOURCES_FOLDER = Path(__file__).parent / "sources"
RECORDED_FOLDER = Path(__file__).parent / "recorded"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One place that prices, reviews, estimates or rules are read from."""

    name: str
    title: str
    about: str
    spider: str
    live: ClassVar[bool]
    capture_kind: ClassVar[str]
    """How its pages are had: `live`, `archive`, or `recorded` by hand."""


@dataclass(frozen=True, kw_only=True)
class RecordedSource(Source):
    """A file of facts that were recorded by hand.

    `fields` are the columns copied into the raw item's fields of the same name; `stated` are the columns in which the
    recorder put a reading of his own. Together they are the columns the file must have.
    """

    live = False
    capture_kind = "recorded"
    item: str
    file: str
    fields: tuple[str, ...]
    stated: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the recorded file must have."""
        return self.fields + self.stated


@dataclass(frozen=True, kw_only=True)
class LiveSource(Source):
    """Web sites. `seeds` is a CSV file beside the source; a page is asked again after `recheck_days`."""

    live = True
    capture_kind = "live"
    seeds: str
    recheck_days: float

    def seed_addresses(self) -> list[str]:
        """The addresses at which the crawl of each site begins."""
        with (SOURCES_FOLDER / self.seeds).open(encoding="utf-8", newline="") as lines:
            return [row["url"] for row in csv.DictReader(lines)]


@dataclass(frozen=True, kw_only=True)
class ArchiveSource(Source):
    """Web archives: files that are named when they are read, by `blushbook archive` and not by a spider."""

    live = False
    capture_kind = "archive"


@cache
def all_sources() -> dict[str, Source]:
    """Every source by name, in the order of the names."""
    return {path.stem: _read(path) for path in sorted(SOURCES_FOLDER.glob("*.toml"))}


def recorded_sources() -> dict[str, RecordedSource]:
    """The sources that are files, by name."""
    return {name: source for name, source in all_sources().items() if isinstance(source, RecordedSource)}


def live_sources() -> dict[str, LiveSource]:
    """The sources that are web sites, by name."""
    return {name: source for name, source in all_sources().items() if isinstance(source, LiveSource)}


def crawled_sources() -> dict[str, Source]:
    """The sources that spiders crawl, by name: all but archives."""
    return {name: source for name, source in all_sources().items() if not isinstance(source, ArchiveSource)}


def _read(path: Path) -> Source:
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    is_archive, is_live = entries.pop("archived", False), entries.pop("live")
    kind = ArchiveSource if is_archive else LiveSource if is_live else RecordedSource
    lists: dict[str, Any] = {key: tuple(entry) for key, entry in entries.items() if isinstance(entry, list)}
    try:
        return kind(**{"name": path.stem, **entries, **lists})
    except TypeError as error:
        raise ValueError(f"{path}: {error}") from error
