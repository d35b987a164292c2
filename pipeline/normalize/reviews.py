"""First-person accounts become rows of `review`."""

from datetime import date
from functools import partial

import pandas as pd

from pipeline.normalize import RULES_VERSION, readers
from pipeline.normalize.items import read_items
from pipeline.normalize.page_reviews import in_recorded_words
from pipeline.normalize.reading import Problems, Reader, reject_future

AUTHOR_KINDS = ("client", "blogger", "artist", "forum")
PAINS = ("none", "mild", "moderate", "severe")
COMPLICATIONS = (
    "allergic_reaction",
    "infection",
    "cold_sore",
    "scarring",
    "keloid",
    "granuloma",
    "pigment_migration",
    "uneven_color",
    "wrong_color",
    "fast_fading",
    "prolonged_swelling",
    "bruising",
)


def _complications(text: str) -> str:
    """Complications joined by `;`, in the order of the alphabet."""
    named = [part.strip() for part in text.split(";") if part.strip()]
    unknown = [name for name in named if name not in COMPLICATIONS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(COMPLICATIONS)}")
    return ";".join(sorted(set(named)))


_READERS: dict[str, tuple[str, Reader]] = {
    "site": ("site", readers.TEXT),
    "country": ("country", readers.COUNTRY),
    "date": ("date", readers.DAY),
    "date_precision": ("date", readers.PRECISION),
    "author_kind": ("stated_author_kind", readers.one_of(AUTHOR_KINDS)),
    "rating": ("stated_rating", readers.NUMBER),
    "best_rating": ("stated_rating_scale", readers.NUMBER),
    "price_paid": ("stated_price_paid", readers.AMOUNT),
    "currency": ("stated_currency", readers.CURRENCY),
    "touch_up_price": ("stated_touch_up_price", readers.AMOUNT),
    "sessions": ("stated_sessions", readers.WHOLE_NUMBER),
    "procedure_minutes": ("stated_procedure_minutes", readers.WHOLE_NUMBER),
    "pain": ("stated_pain", readers.one_of(PAINS)),
    "pain_score_10": ("stated_pain_score_10", readers.NUMBER),
    "swelling_days": ("stated_swelling_days", readers.NUMBER),
    "healing_days": ("stated_healing_days", readers.NUMBER),
    "longevity_months": ("stated_longevity_months", readers.NUMBER),
    "is_worth_it": ("stated_worth_it", readers.TRUTH),
    "would_repeat": ("stated_would_repeat", readers.TRUTH),
    "complications": ("stated_complications", Reader(_complications, "str")),
    "provider_name": ("provider", readers.TEXT),
    "subject": ("subject", readers.TEXT),
    "language": ("language", readers.TEXT),
    "is_first_party": ("is_first_party", readers.TRUTH),
    "url": ("url", readers.WEB_ADDRESS),
    "note": ("note", readers.TEXT),
}


def normalize_reviews(raw: pd.DataFrame, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `review`, and the rejected ones."""
    raw = in_recorded_words(raw)
    kept, rejected = read_items(raw, "Review", _READERS, partial(_check, today))
    # A review on a page keeps its name however often it is fetched, and wherever it stands.
    review_id = raw.loc[kept.index, "key"].astype("str").fillna(kept["raw_id"])
    return kept.assign(review_id=review_id, rules_version=RULES_VERSION), rejected


def _check(today: date, read: pd.DataFrame, problems: Problems) -> None:
    reject_future(read, ("date",), today, problems)
    problems.add(read["url"].isna() & ~problems.any, "url: no page is named")
    problems.add(read["rating"] > read["best_rating"], "rating: it is above the best one")
    problems.add(read["pain_score_10"] > 10, "pain_score_10: it is above ten")
