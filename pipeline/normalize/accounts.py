"""Accounts: each one once, however many pages show it, and every page that does."""

import hashlib
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.normalize.review_findings import Read, finding_rows, with_findings
from pipeline.normalize.review_key import review_key
from pipeline.normalize.reviews import normalize_reviews
from pipeline.normalize.web_address import read_web_address

_PAGE_FIELDS = ["text", "author_hash", "fetched_at", "locator", "rating_text"]
_SAME_ACCOUNT = r"same account as (https?://\S+)"
_SAID_IN_NOTES = {"is_second_hand": r"(?i)second-?hand", "is_studio_told": r"(?i)studio-told"}
_ID_LENGTH = 16


@dataclass(frozen=True)
class AccountTables:
    """The rows of `review`, `review_place` and `review_finding`, and the rejected ones."""

    review: pd.DataFrame
    review_place: pd.DataFrame
    review_finding: pd.DataFrame
    rejected: pd.DataFrame


def normalize_accounts(raw: pd.DataFrame, today: date, read: Read | None = None) -> AccountTables:
    """Read raw reviews. `read` tells what a text says; what a recorder read of an account needs no reader.

    The text itself is in none of the tables: it is somebody's own words about her own body.
    """
    kept, rejected = normalize_reviews(raw, today)
    rows = _told(kept.join(raw.loc[kept.index, _PAGE_FIELDS]))
    # Told by herself before told by others, published by others before shown by the studio; address and id decide ties.
    rows = rows.sort_values(["is_second_hand", "is_first_party", "url", "raw_id"], na_position="first", kind="stable")
    review = rows.groupby("review_id", sort=True, as_index=False).first()
    review["is_second_hand"] = rows.groupby("review_id", sort=True)["is_second_hand"].min().to_numpy()
    review, evidence = with_findings(review, read)
    return AccountTables(review, _places(rows), finding_rows(review, evidence), rejected)


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their `review_id`, and with what their notes say of how they are told."""
    sites = {url: read_web_address(url).site for url in rows["url"][rows["method"] != "recorded"].unique()}
    said = {name: rows["note"].str.contains(words, na=False) for name, words in _SAID_IN_NOTES.items()}
    return rows.assign(
        review_id=_ids(rows),
        provider_site=rows["url"].map(sites).where(rows["method"] != "recorded").astype("str"),
        is_second_hand=said["is_second_hand"],
        is_first_party=rows["is_first_party"].mask(said["is_studio_told"], True),
        seen_on=pd.to_datetime(rows["fetched_at"], utc=True).dt.tz_localize(None).dt.normalize(),
    )


def _places(rows: pd.DataFrame) -> pd.DataFrame:
    """Every page that shows an account, once, with how many items of it were read there."""
    by_page = rows.groupby(["review_id", "url"], sort=True, as_index=False)
    columns = ["source", "method", "site", "is_first_party", "seen_on", "locator", "extract_version", "rules_version"]
    return by_page[columns].first().assign(items=by_page.size()["size"].astype("int64"))


def _ids(rows: pd.DataFrame) -> "pd.Series[str]":
    """What names each account: its words and its author, or for a recorded one what was recorded."""
    is_recorded = rows["method"] == "recorded"
    told = rows[[*_PAGE_FIELDS, "url"]].astype(object)
    texts: list[dict[str, str | None]] = told.where(told.notna(), None)[~is_recorded].to_dict("records")  # type: ignore[assignment]  # texts only
    of_pages = [review_key(said["text"], said["author_hash"]) or _wordless(said) for said in texts]
    ids = pd.Series(of_pages, index=rows.index[~is_recorded], dtype="str")
    return pd.concat([_recorded_ids(rows[is_recorded]), ids]).reindex(rows.index)


def _wordless(said: dict[str, str | None]) -> str:
    """Names stars without words by where they stand: fetched again they are the same ones."""
    told = [said[name] or "" for name in ("url", "author_hash", "rating_text", "locator")]
    return hashlib.md5("\x1f".join(told).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:_ID_LENGTH]


def _recorded_ids(rows: pd.DataFrame) -> "pd.Series[str]":
    """A recorded fact's own id; where its recorder says that it is the same account as another, one id for both."""
    only_one_there = rows.drop_duplicates("url", keep=False).set_index("url")["raw_id"]
    other = rows["note"].str.extract(_SAME_ACCOUNT)[0].str.rstrip(".,;)").map(only_one_there)
    named: dict[str, str] = {raw_id: raw_id for raw_id in rows["raw_id"]}
    for raw_id, same in zip(rows["raw_id"][other.notna()], other.dropna(), strict=True):
        former = {named[raw_id], named[same]}
        named |= {key: min(former) for key, name in named.items() if name in former}
    return rows["raw_id"].map(named).astype("str")
