"""Normalizes a run's raw items and stages them as Parquet, one file a table."""

import shutil
from datetime import datetime
from pathlib import Path

import pandas as pd

from crawler.items import PageOutcome
from pipeline.about import SOFTWARE_VERSION, about_table
from pipeline.claims import claim_table, read_article
from pipeline.errors import BlushBookError, NothingUsableError
from pipeline.health import health_measure_table, source_health_table
from pipeline.normalize import RULES_VERSION
from pipeline.normalize.exchange import exchange_rate_table
from pipeline.normalize.tables import normalize
from pipeline.raw import RawItems, read_raw
from warehouse import schema_files
from warehouse.release import finish


def stage(run_id: str, started_at: datetime, raw_folder: Path, folder: Path) -> dict[str, int]:
    """Write `<table>.parquet` for every table that a run brings; returns what was counted.

    The folder appears under its name only when it is whole. Raises `NothingUsableError` where no price is left.
    """
    raw, article = read_raw(raw_folder), read_article()
    frames = normalize(raw, article.date, started_at.date())
    prices, rejected = frames["price_observation"], frames["rejected"]
    if prices.empty:
        reasons = rejected["reason"].value_counts().index
        most = f"most often because of: {reasons[0]}" if len(reasons) else "there is none"
        raise NothingUsableError(f"no price in {raw_folder} could be understood, {most}")
    frames |= {
        "page_outcome": _outcomes(raw),
        "claim": claim_table(),
        "about": about_table(run_id, article),
        "run": _run(run_id, started_at, raw, rejected),
        "exchange_rate": exchange_rate_table(),
        "health_measure": health_measure_table(),
        "source_health": source_health_table(raw, frames),
    }
    _write({name: frame.assign(run_id=run_id) for name, frame in frames.items()}, folder)
    return {"prices": len(prices), "rejected": len(rejected)}


def staged_tables(folder: Path) -> dict[str, Path]:
    """The staged file of every table that a run brings; raises `BlushBookError` where one is missing."""
    files = {name: folder / f"{name}.parquet" for name in schema_files.staged_tables()}
    missing = [name for name, path in files.items() if not path.is_file()]
    if missing:
        raise BlushBookError(f"{folder} has no staged {', '.join(missing)}: `blushbook normalize` makes them")
    return files


def _write(frames: dict[str, pd.DataFrame], folder: Path) -> None:
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, frame in frames.items():
        frame[schema_files.staged_tables()[name].staged_columns].to_parquet(unfinished / f"{name}.parquet")
    shutil.rmtree(folder, ignore_errors=True)
    finish(unfinished, folder)


def _outcomes(raw: RawItems) -> pd.DataFrame:
    outcomes = raw.by_type[PageOutcome.__name__]
    asked_at = pd.to_datetime(outcomes["fetched_at"], utc=True).dt.tz_localize(None)
    return outcomes.assign(fetched_at=asked_at.astype("datetime64[us]"), items=outcomes["items"].astype("int64"))


def _run(run_id: str, started_at: datetime, raw: RawItems, rejected: pd.DataFrame) -> pd.DataFrame:
    outcomes = raw.by_type[PageOutcome.__name__]
    return pd.DataFrame(
        {
            "run_id": [run_id],
            "started_at": [pd.Timestamp(started_at).tz_localize(None)],
            "sources": [", ".join(sorted(outcomes["source"].dropna().unique()))],
            "raw_items": [raw.count],
            "rejected_rows": [len(rejected)],
            "rules_version": [RULES_VERSION],
            "software_version": [SOFTWARE_VERSION],
        }
    )
