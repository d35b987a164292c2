"""The article and its claims, from `reference/claims.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import settings
from warehouse.schema_files import tables

_CLAIMS = Path(__file__).parent / "reference" / "claims.toml"


@dataclass(frozen=True)
class Article:
    """When the article was published; `assumed_because` is null where that is set and not assumed."""

    date: date
    assumed_because: str | None


def read_article() -> Article:
    """The article's date: as set, else as assumed."""
    configured = settings.article_date()
    if configured is not None:
        return Article(configured, None)
    article = _file()["article"]
    return Article(article["assumed_date"], article["assumed_because"])


def claim_table() -> pd.DataFrame:
    """The rows of the table `claim`."""
    columns = [column.name for column in tables()["claim"].columns]
    claims = pd.DataFrame(_file()["claim"]).rename(columns={"id": "claim_id"})
    return claims.reindex(columns=columns).astype({"sample_size": "Int64"})


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(_CLAIMS.read_text(encoding="utf-8"))
