"""Published cost estimates become rows of `estimate`."""

from datetime import date
from functools import partial

import pandas as pd

from pipeline.normalize import RULES_VERSION, readers
from pipeline.normalize.dollars import add_dollars
from pipeline.normalize.items import read_items
from pipeline.normalize.page_estimates import UNREAD, with_readings
from pipeline.normalize.place import Scope, read_scope, scope_columns
from pipeline.normalize.reading import Problems, Reader, reject_future

STATISTICS = ("average", "median", "range", "minimum", "maximum")
ABOUT = ("lips", "any_area", "touch_up", "brows", "other")
QUALITIES = ("article", "likely_machine_written")

_READERS: dict[str, tuple[str, Reader]] = {
    "publisher": ("publisher", readers.TEXT),
    "published": ("published", readers.DAY),
    "published_precision": ("published", readers.PRECISION),
    "scope": ("scope", readers.TEXT),
    "statistic": ("stated_statistic", readers.one_of(STATISTICS)),
    "about": ("stated_about", readers.one_of(ABOUT)),
    "price_low": ("stated_price_low", readers.AMOUNT),
    "price_high": ("stated_price_high", readers.AMOUNT),
    "currency": ("stated_currency", readers.CURRENCY),
    "sample_size": ("stated_sample_size", readers.WHOLE_NUMBER),
    "attributed_to": ("stated_attributed_to", readers.TEXT),
    "quality": ("stated_quality", readers.one_of(QUALITIES)),
    "recorded_on": ("recorded_on", readers.DAY),
    "fetched_at": ("fetched_at", readers.MOMENT),
    "evidence": ("text", readers.TEXT),
    "locator": ("locator", readers.TEXT),
    "unread": (UNREAD, readers.TEXT),
    "url": ("url", readers.WEB_ADDRESS),
    "note": ("note", readers.TEXT),
}


def normalize_estimates(raw: pd.DataFrame, article: date, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `estimate`, and the rejected ones."""
    kept, rejected = read_items(with_readings(raw), "CostEstimate", _READERS, partial(_check, today))
    scopes = [Scope() if pd.isna(text) else read_scope(text) for text in kept["scope"]]
    rows = kept.assign(
        estimate_id=kept["raw_id"],
        rules_version=RULES_VERSION,
        observed_at=kept["published"].fillna(kept["recorded_on"]).fillna(kept["fetched_at"].dt.normalize()),
        date_basis=pd.Series("fetched", index=kept.index, dtype="str")
        .mask(kept["recorded_on"].notna(), "recorded_on")
        .mask(kept["published"].notna(), "published"),
    )
    return add_dollars(rows.join(scope_columns(scopes, kept.index)), article), rejected


def _check(today: date, read: pd.DataFrame, problems: Problems) -> None:
    problems.add(read["unread"].notna(), "text: " + read["unread"])
    reject_future(read, ("published", "recorded_on"), today, problems)
    low, high, statistic = read["price_low"], read["price_high"], read["statistic"]
    sound = ~problems.any
    problems.add(sound & read["publisher"].isna(), "publisher: nobody is named")
    problems.add(sound & statistic.isna(), "statistic: it is not said what the figure is")
    problems.add(sound & read["about"].isna(), "about: it is not said what the figure is about")
    problems.add(sound & read["quality"].isna(), "quality: it is not said what kind of page it is")
    problems.add(sound & low.isna() & high.isna(), "price_low: no figure is given")
    dates = read[["published", "recorded_on", "fetched_at"]]
    problems.add(sound & dates.isna().all(axis=1), "recorded_on: no date is given")
    problems.add(low > high, "price_low: the low figure is above the high one")
    sound = ~problems.any
    problems.add(sound & (statistic == "minimum") & high.notna(), "statistic: a minimum has no high figure")
    problems.add(sound & (statistic == "maximum") & low.notna(), "statistic: a maximum has no low figure")
    problems.add(sound & statistic.isin(["average", "median"]) & ~(low == high), "statistic: an average is one figure")
    problems.add(sound & (statistic == "range") & (low.isna() | high.isna()), "statistic: a range has two figures")
