"""Reviews as `blushbook extract` prints them: without their authors, hashed with a salt of the moment or not."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import pandas as pd

from crawler.extract.document import Document
from crawler.extract.reviews import read_reviews
from crawler.items import Review
from pipeline.extract_kind import Kind, Record, one_line, rows_of
from pipeline.normalize.findings import read_findings
from pipeline.normalize.rating import read_rating

_FIELDS = [field.name for field in fields(Review) if field.name not in {"stated", "extract_version"}]
_LONGEST_CELL = 90


def findings_of(text: str | None, language: str | None) -> Record:
    """What a review says of pain, healing and the rest; null where it says nothing."""
    found = read_findings(text or "", language)._asdict()
    return {name: told for name, told in found.items() if name != "evidence"}


def _read(document: Document) -> list[Review]:
    return [item for item in read_reviews(document, "extract", secrets.token_bytes()) if isinstance(item, Review)]


def _of_raw(raw: pd.DataFrame) -> list[Review]:
    rows = rows_of(raw, _FIELDS)
    return [
        Review(**{**row, "is_first_party": {"true": True, "false": False}.get(row["is_first_party"])}) for row in rows
    ]


def _records(source: str, reviews: Sequence[Review], every_service: bool) -> Iterator[Record]:
    """Every review of the page: what it is about is told by its text, so there is none to leave out."""
    for review in reviews:
        rating, best = read_rating(review.rating_text, review.best_text)
        if rating is not None and best is not None and rating > best:
            rating = None  # eleven out of ten is none; what stands there is in rating_text
        yield {
            "source": source,
            "url": review.url,
            "provider": review.provider,
            "site": review.site,
            "language": review.language,
            "date": review.date,
            "rating": rating,
            "best_rating": best,
            "rating_text": review.rating_text,
            "is_first_party": review.is_first_party,
            "subject": review.subject,
            "title": review.title,
            "text": review.text,
            "findings": findings_of(review.text, review.language),
            "method": review.method,
            "evidence": review.text,
            "locator": review.locator,
        }


def _cells(record: Record) -> tuple[str, ...]:
    rating = "" if record["rating"] is None else f"{record['rating']:g}"
    best = "" if record["best_rating"] is None else f" of {record['best_rating']:g}"
    party = {True: "its own page", False: "published by others", None: ""}[record["is_first_party"]]
    return (
        Path(record["source"]).name or record["source"],
        f"{rating}{best}",
        record["date"] or "",
        f"{party}, from {record['site']}" if record["site"] else party,
        record["method"],
        one_line(record["text"], _LONGEST_CELL),
    )


KIND = Kind(
    name=Review.__name__,
    read=_read,
    of_raw=_of_raw,
    records=_records,
    header=("source", "rating", "date", "shown by", "read as", "text"),
    cells=_cells,
    nothing="No review was found.",
)
