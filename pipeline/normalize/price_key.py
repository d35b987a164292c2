"""The same price through time: what tells it from the others is where it stands and what names it, not the amount."""

import hashlib

import pandas as pd

_OF_RECORDER = ("provider_name", "city", "region", "country", "basis", "kind")


def add_price_keys(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `price_key` to rows of prices with their `label` and `page_key`.

    A fetched price is known by its page and its label there, whoever fetched it; a recorded one by its provider, its
    label and kind, as the address may be of another version of the page. Of several prices with one label, as junior
    and senior artists have, the cheapest is the first; so the order in which a page lists them does not matter.
    """
    is_fetched = rows["date_basis"] == "fetched"
    recorded = rows.loc[~is_fetched, ["source", *_OF_RECORDER]]
    place = rows["page_key"] if recorded.empty else rows["page_key"].where(is_fetched, _joined(recorded))
    named = _joined(pd.DataFrame({"place": place, "label": rows["label"]}))
    order = rows[["captured_at", "price_low", "price_high", "observation_id"]].assign(named=named)
    # Few prices share their label, and only these need an order.
    shared = order[order.duplicated(["named", "captured_at"], keep=False)]
    ordered = shared.sort_values(["price_low", "price_high", "observation_id"])
    number = pd.Series(0, index=rows.index)
    number[ordered.index] = ordered.groupby(["named", "captured_at"]).cumcount()
    texts = named + "\x1f" + number.astype("str")
    return rows.assign(price_key=pd.Series(list(map(_hash, texts)), index=rows.index, dtype="str"))


def _joined(columns: pd.DataFrame) -> "pd.Series[str]":
    first, *others = (columns[name].astype("str").fillna("") for name in columns)
    for other in others:
        first = first + "\x1f" + other
    return first


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:16]
