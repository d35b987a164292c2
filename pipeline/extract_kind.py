"""What `blushbook extract` can be asked for: how one kind of item is read off a page, and how it is printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pandas as pd

from crawler.extract.document import Document

Record = dict[str, Any]
"""The fields of one row, flat, as JSON has them."""

MODULES = {
    "prices": "pipeline.extract_prices",
    "reviews": "pipeline.extract_reviews",
    "estimates": "pipeline.extract_estimates",
}
"""The module of each kind, by what `--items` calls it. A module's `KIND` is all that is asked of it."""


@dataclass(frozen=True)
class Kind:
    """One kind of item. `name` is its type in raw files."""

    name: str
    read: Callable[[Document], Sequence[Any]]
    """The items of a page, as `records` takes them."""
    of_raw: Callable[[pd.DataFrame], Sequence[Any]]
    """The items that the rows of a raw frame were."""
    records: Callable[[str, Sequence[Any], bool], Iterator[Record]]
    """The rows of one page's items: of lip work, or all; the first argument is the page as it was given."""
    header: tuple[str, ...]
    cells: Callable[[Record], tuple[str, ...]]
    nothing: str
    """What is said where there is no row."""
    source: str = "studios"
    """Whose way of crawling fetches an address."""


def kind_of(items: str) -> Kind:
    """The kind by what `--items` calls it."""
    kind: Kind = import_module(MODULES[items]).KIND
    return kind


def one_line(text: str | None, longest: int = 90) -> str:
    """A text as a cell of a table: on one line, cut."""
    return " ".join((text or "").split())[:longest]


def rows_of(raw: pd.DataFrame, names: Sequence[str]) -> list[Record]:
    """The rows of a raw frame, with null for what is missing."""
    frame = raw[list(names)].astype(object)
    return [dict(zip(names, values, strict=True)) for values in frame.where(frame.notna(), None).to_numpy().tolist()]
