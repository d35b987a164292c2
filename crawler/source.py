"""Sources are data: one small TOML file each in `crawler/sources/`, read here."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCES_FOLDER = Path(__file__).parent / "sources"
RECORDED_FOLDER = Path(__file__).parent / "recorded"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One place that prices, reviews, estimates or rules are read from.

    `fields` are the columns copied into the raw item's fields of the same name; `stated` are the columns in which the
    recorder put a reading of his own. Together they are the columns the file must have.
    """

    name: str
    title: str
    about: str
    spider: str
    item: str
    file: str
    live: bool
    fields: tuple[str, ...]
    stated: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the recorded file must have."""
        return self.fields + self.stated


@cache
def all_sources() -> dict[str, Source]:
    """Every source by name, in the order of the names."""
    return {path.stem: _read(path) for path in sorted(SOURCES_FOLDER.glob("*.toml"))}


def _read(path: Path) -> Source:
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {key: tuple(entries.pop(key)) for key in ("fields", "stated")}
    try:
        return Source(name=path.stem, **lists, **entries)
    except TypeError as error:
        raise ValueError(f"{path}: {error}") from error
