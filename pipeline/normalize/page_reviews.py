"""Reviews that were read off pages, put into the words of recorded ones, so that the same readers read both."""

import pandas as pd

from pipeline.normalize.rating import read_rating
from pipeline.normalize.review_date import read_review_date
from pipeline.normalize.review_key import review_key

_ASKED = ("rating_text", "best_text", "date", "fetched_at", "language", "note", "text", "author_hash")
_READ = ("date", "note", "stated_rating", "stated_rating_scale", "key")


def in_recorded_words(raw: pd.DataFrame) -> pd.DataFrame:
    """A raw frame of reviews, with ratings, dates and the key of those that stand on pages.

    `key` is null for recorded ones. A date that cannot be understood is left out, and `note` says so: what the review
    says is as good without.
    """
    pages = raw["method"] != "recorded"
    rows = raw.loc[pages, list(_ASKED)].astype(object)
    rows = rows.where(rows.notna(), None)
    read = pd.DataFrame(
        [_read(*row) for row in rows.to_numpy().tolist()], index=raw.index[pages], columns=list(_READ), dtype="str"
    )
    return raw.assign(
        **{name: raw[name].mask(pages, read[name].reindex(raw.index)) for name in _READ if name in raw},
        key=read["key"].reindex(raw.index),
    )


def _read(
    rating_text: str | None,
    best_text: str | None,
    day: str | None,
    fetched_at: str | None,
    language: str | None,
    note: str | None,
    text: str | None,
    author_hash: str | None,
) -> dict[str, str | None]:
    rating, best = read_rating(rating_text, best_text)
    try:
        day = read_review_date(day, fetched_at, language) if day else None
    except ValueError:
        # What stands there is not told: where dates stand, names stand too.
        day, note = None, "; ".join(filter(None, (note, "date: it cannot be understood")))
    return {
        "date": day,
        "note": note,
        "stated_rating": None if rating is None else f"{rating:.6g}",
        "stated_rating_scale": None if best is None else f"{best:.6g}",
        "key": review_key(text, author_hash),
    }
