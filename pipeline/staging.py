"""Normalizes a run's raw items and stages them as Parquet, one file a table."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from crawler.items import PageOutcome
from crawler.page_address import key_of_address
from pipeline import settings
from pipeline.about import SOFTWARE_VERSION, about_table
from pipeline.claims import claim_table, read_article
from pipeline.errors import BlushBookError, NothingUsableError
from pipeline.health import health_measure_table, source_health_table
from pipeline.normalize import RULES_VERSION
from pipeline.normalize.exchange import exchange_rate_table
from pipeline.normalize.tables import normalize
from pipeline.page_batches import ItemBatch, ScatteredPagesError, batches_by_part, batches_in_order, read_pages
from pipeline.raw import RawItems, joined
from warehouse import schema_files
from warehouse.release import finish

_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int64(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.timestamp("us"),
    "TIMESTAMP": pa.timestamp("us"),
}
"""The types of staged columns; decimals are staged as floating-point numbers."""


def stage(run_id: str, started_at: datetime, raw_folder: Path, folder: Path) -> dict[str, int]:
    """Write `<table>.parquet` for every table that a run brings; returns what was counted.

    The folder appears under its name only when it is whole. Raises `NothingUsableError` where no price is left.
    """
    try:
        return _stage(run_id, started_at, raw_folder, folder, batches_in_order)
    except ScatteredPagesError:
        return _stage(run_id, started_at, raw_folder, folder, batches_by_part)


def staged_tables(folder: Path) -> dict[str, Path]:
    """The staged file of every table that a run brings; raises `BlushBookError` where one is missing."""
    files = {name: folder / f"{name}.parquet" for name in schema_files.staged_tables()}
    missing = [name for name, path in files.items() if not path.is_file()]
    if missing:
        raise BlushBookError(f"{folder} has no staged {', '.join(missing)}: `blushbook normalize` makes them")
    return files


class StagedTables:
    """Writes the tables of a run piece by piece, beside the folder that they get when all are whole."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self._folder, self._run_id = folder, run_id
        self.unfinished = folder.with_name(f".{folder.name}.unfinished")
        self._files: dict[str, pq.ParquetWriter] = {}
        self.rows: Counter[str] = Counter()

    def __enter__(self) -> Self:
        shutil.rmtree(self.unfinished, ignore_errors=True)
        self.unfinished.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add(self, name: str, frame: pd.DataFrame) -> None:
        """Write rows of a table."""
        table = schema_files.staged_tables()[name]
        if name not in self._files:
            columns = {column.name: column for column in table.columns}
            schema = pa.schema([(column, _arrow_type(columns[column].type)) for column in table.staged_columns])
            self._files[name] = pq.ParquetWriter(self.unfinished / f"{name}.parquet", schema)
        rows = frame.assign(run_id=self._run_id)[table.staged_columns]
        self._files[name].write_table(pa.Table.from_pandas(rows, schema=self._files[name].schema, preserve_index=False))
        self.rows[name] += len(rows)

    def close(self) -> None:
        """Make the files whole that were written to."""
        while self._files:
            self._files.popitem()[1].close()

    def finish(self) -> None:
        """Give the folder its name, in place of what a former run of the same name staged."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        finish(self.unfinished, self._folder)


def _arrow_type(declared: str) -> pa.DataType:
    return pa.float64() if declared.startswith("DECIMAL") else _ARROW_TYPES[declared]


def _stage(
    run_id: str,
    started_at: datetime,
    raw_folder: Path,
    folder: Path,
    batches_of: Callable[[Path], Iterator[ItemBatch]],
) -> dict[str, int]:
    article = read_article()
    with StagedTables(folder, run_id) as staged:
        reasons: Counter[str] = Counter()
        raw, listings = _stage_pages(staged, batches_of(raw_folder), article.date, reasons)
        frames = normalize(raw, article.date, started_at.date())
        reasons.update(frames["rejected"]["reason"])
        for name, frame in frames.items():
            staged.add(name, frame)
        if not staged.rows["price_observation"]:
            most = f"most often because of: {reasons.most_common(1)[0][0]}" if reasons else "there is none"
            raise NothingUsableError(f"no price in {raw_folder} could be understood, {most}")
        staged.add("page_outcome", _outcomes(raw))
        staged.add("claim", claim_table())
        staged.add("about", about_table(run_id, article))
        staged.add("run", _run(run_id, started_at, raw, raw.count + listings.total(), staged.rows["rejected"]))
        staged.add("exchange_rate", exchange_rate_table())
        staged.add("health_measure", health_measure_table())
        staged.close()
        outcomes = raw.by_type[PageOutcome.__name__]
        staged.add("source_health", source_health_table(outcomes, _items(raw) + listings, staged.unfinished))
        staged.finish()
        return {"prices": staged.rows["price_observation"], "rejected": staged.rows["rejected"]}


def _stage_pages(
    staged: StagedTables, batches: Iterator[ItemBatch], article: date, reasons: Counter[str]
) -> tuple[RawItems, Counter[str]]:
    """Stage what fetched pages hold; returns all other raw items, and how many listings each source had."""
    others: list[RawItems] = []
    listings: Counter[str] = Counter()

    def pages() -> Iterator[pd.DataFrame]:
        for batch in batches:
            if batch.others is not None:
                others.append(batch.others)
            listings.update(batch.pages["source"].to_list())
            if not batch.pages.empty:
                yield batch.pages

    for read in read_pages(pages(), article, settings.processes()):
        staged.add("price_observation", read.prices)
        staged.add("rejected", read.rejected)
        staged.add("set_aside", read.set_aside)
        reasons.update(read.rejected["reason"])
    return joined(others), listings


def _items(raw: RawItems) -> Counter[str]:
    """How many raw items each source had, page outcomes aside."""
    counted: Counter[str] = Counter()
    for name, frame in raw.by_type.items():
        if name != PageOutcome.__name__:
            counted.update(frame["source"].to_list())
    return counted


def _outcomes(raw: RawItems) -> pd.DataFrame:
    outcomes = raw.by_type[PageOutcome.__name__]
    # Several archives may hold one and the same capture; its prices are the same too, and count once.
    is_twin = outcomes.duplicated(["source", "url", "fetched_at"]) & outcomes["url"].notna()
    outcomes = outcomes[~(is_twin & outcomes["archive_file"].notna())]
    asked_at = pd.to_datetime(outcomes["fetched_at"], utc=True).dt.tz_localize(None)
    return outcomes.assign(
        page_key=outcomes["final_url"].fillna(outcomes["url"]).map(key_of_address, na_action="ignore"),
        fetched_at=asked_at.astype("datetime64[us]"),
        items=outcomes["items"].astype("int64"),
        # Where a live page's bytes lie depends on how often its run was stopped, and is told in the raw files.
        archive_offset=outcomes["archive_offset"].where(outcomes["archive_file"].notna()).astype("Int64"),
    )


def _run(run_id: str, started_at: datetime, raw: RawItems, items: int, rejected: int) -> pd.DataFrame:
    outcomes = raw.by_type[PageOutcome.__name__]
    return pd.DataFrame(
        {
            "run_id": [run_id],
            "started_at": [pd.Timestamp(started_at).tz_localize(None)],
            "sources": [", ".join(sorted(outcomes["source"].dropna().unique()))],
            "raw_items": [items],
            "rejected_rows": [rejected],
            "rules_version": [RULES_VERSION],
            "software_version": [SOFTWARE_VERSION],
        }
    )
