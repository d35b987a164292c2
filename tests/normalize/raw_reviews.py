"""Raw reviews and ratings of our own, as a crawler writes them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawler.items import RatingSummary, RawItem, Review
from pipeline.raw import RawItems, read_raw

FETCHED = "2026-11-20T10:00:00+00:00"


def review(url: str = "https://others.example/a", **said: Any) -> Review:
    """A review on a page, in English and with an author unless told otherwise."""
    told = {"text": "Barely felt it.", "author_hash": "a1", "language": "en", "is_first_party": False, **said}
    return Review(source="studios", method="json-ld", url=url, fetched_at=FETCHED, **told)


def recorded(url: str = "https://paper.example/a", note: str | None = None, **stated: str) -> Review:
    """An account as a person recorded it."""
    return Review(source="recorded_reviews", method="recorded", url=url, note=note, stated=dict(stated))


def summary(
    value: str | None = "4,9", best: str | None = "5", count: str | None = "(124)", **said: Any
) -> RatingSummary:
    """A rating that a page sums up."""
    told = {"url": "https://studio.example/", "provider": "Studio", "fetched_at": FETCHED, **said}
    return RatingSummary(source="studios", method="json-ld", value_text=value, best_text=best, count_text=count, **told)


def raw_of(folder: Path, items: Iterable[RawItem]) -> RawItems:
    """The items written to a raw file and read back."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(item.as_record(), ensure_ascii=False) for item in items)
    (folder / "studios.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_raw(folder)
