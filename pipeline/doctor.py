"""Examines what a run needs: the facts, the disk, the release, and how old the reference data are."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from crawler.extract.recorded_table import UnusableTableError, read_recorded_table
from crawler.items import UnreadableLine
from crawler.source import recorded_sources
from pipeline import settings
from pipeline.home import Home
from pipeline.lock import is_locked
from pipeline.normalize import exchange, inflation
from warehouse.query import open_release

_ENOUGH_BYTES = 500_000_000
_OLDEST_RATES_DAYS = 60
_OLDEST_INDEX_DAYS = 150


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; where it is not well, `found` says what to do."""

    what: str
    is_well: bool
    found: str


def examine(home: Home, recorded: Path) -> list[Finding]:
    """Everything there is to look at."""
    return [_python(), *_facts(recorded), *_folder(home), _lock(home), _release(home), _rates(), _index()]


def _python() -> Finding:
    return Finding("Python", sys.version_info >= (3, 11), f"{sys.version.split()[0]} (3.11 or newer is needed)")


def _facts(recorded: Path) -> Iterator[Finding]:
    for source in recorded_sources().values():
        path = recorded / source.file
        try:
            items = list(read_recorded_table(path.read_bytes(), source))
        except (OSError, UnusableTableError) as error:
            yield Finding(f"facts {source.name}", False, f"{error}")
        else:
            broken = sum(isinstance(item, UnreadableLine) for item in items)
            yield Finding(f"facts {source.name}", broken == 0, f"{len(items) - broken} rows, {broken} unreadable lines")


def _folder(home: Home) -> Iterator[Finding]:
    nearest = next(folder for folder in (home.path, *home.path.parents) if folder.exists())
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    yield Finding(
        "home folder",
        writable,
        f"{home.path} {'can be written' if writable else 'cannot be written: choose another --home'}",
    )
    free = shutil.disk_usage(nearest).free
    yield Finding("disk", free >= _ENOUGH_BYTES, f"{free / 1e9:.1f} GB free (a run wants {_ENOUGH_BYTES / 1e9:.1f})")


def _lock(home: Home) -> Finding:
    held = is_locked(home.lock)
    return Finding("lock", not held, "another run is going on: wait for it" if held else "free")


def _release(home: Home) -> Finding:
    if not home.database.exists():
        return Finding("release", True, "nothing is published yet: `blushbook run` does that")
    try:
        with open_release(home.database) as connection:
            count = connection.execute("select count(*) from lip_price").fetchall()[0][0]
    except duckdb.Error as error:
        return Finding("release", False, f"{home.database} cannot be read ({error}): `blushbook run` makes a new one")
    return Finding("release", True, f"{home.current.resolve().name}, {count} comparable prices")


def _rates() -> Finding:
    last = exchange.last_rate_day()
    return _age("exchange rates", last.to_pydatetime(), _OLDEST_RATES_DAYS, "make refresh")


def _index() -> Finding:
    last = inflation.last_month()
    return _age("price index", last.to_pydatetime(), _OLDEST_INDEX_DAYS, "make refresh")


def _age(what: str, last: datetime, oldest: int, refresh: str) -> Finding:
    days = (settings.now() - last.replace(tzinfo=UTC)).days
    is_well = days <= oldest
    return Finding(what, is_well, f"until {last:%Y-%m-%d}, {days} days ago{'' if is_well else f': {refresh}'}")
