"""Reads columns of text into typed columns: each distinct text once, each failure kept with its reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Reader:
    """How one kind of text is read: `read` raises `ValueError` with the reason where the text cannot be understood."""

    read: Callable[[str], Any]
    dtype: Any
    """The pandas type of the column that is read."""


class Problems:
    """What is wrong with each row of a frame; a row may have several problems, and all are told."""

    def __init__(self, index: pd.Index) -> None:
        self._reasons = pd.Series("", index=index, dtype="str")

    def add(self, where: "pd.Series[bool]", reason: "str | pd.Series[str]") -> None:
        """Note a reason for the rows where the mask is true (null is not true)."""
        rows = where.fillna(value=False).astype(bool)
        if not rows.any():
            return
        told = reason[rows] if isinstance(reason, pd.Series) else reason
        before = self._reasons[rows]
        self._reasons = self._reasons.mask(rows, before.where(before == "", before + "; ") + told)

    @property
    def any(self) -> "pd.Series[bool]":
        """True for each row that has a problem."""
        return self._reasons != ""

    def reasons(self) -> "pd.Series[str]":
        """The reasons of the rows that have any."""
        return self._reasons[self.any]


def reject_future(read: pd.DataFrame, names: Iterable[str], today: date, problems: Problems) -> None:
    """Nothing that was read can be younger than the run: such a date is a slip, and would pass for the newest."""
    for name in names:
        days = read[name]
        problems.add(
            days > pd.Timestamp(today), f"{name}: " + days.dt.strftime("%Y-%m-%d") + " is after the day of the run"
        )


def read_columns(frame: pd.DataFrame, readers: Mapping[str, tuple[str, Reader]], problems: Problems) -> pd.DataFrame:
    """Read columns by a table of `{output: (input, reader)}`; what cannot be read is null and noted in `problems`."""
    columns = {
        output: _read_column(frame[name], name.removeprefix("stated_"), reader, problems)
        for output, (name, reader) in readers.items()
    }
    return pd.DataFrame(columns, index=frame.index)


def read_distinct(frame: pd.DataFrame, read: Callable[..., tuple[Any, ...]], kinds: Mapping[str, Any]) -> pd.DataFrame:
    """The columns of `kinds` (pandas types by name), read from each distinct row of a frame once; nulls are `None`."""
    codes = np.zeros(len(frame), "int64")
    for name in frame:
        places, distinct = pd.factorize(frame[name], use_na_sentinel=False)
        codes = codes * len(distinct) + places
    places, _ = pd.factorize(codes)
    rows = frame[~pd.Series(codes).duplicated().to_numpy()].astype(object)
    found = [read(*row) for row in rows.where(rows.notna(), None).itertuples(index=False, name=None)]
    columns = zip(*found, strict=True) if found else ((),) * len(kinds)
    return pd.DataFrame(
        {
            name: pd.Series(list(column), dtype=kind).take(places).set_axis(frame.index)
            for (name, kind), column in zip(kinds.items(), columns, strict=True)
        },
        index=frame.index,
    )


def _read_column(texts: "pd.Series[str]", name: str, reader: Reader, problems: Problems) -> "pd.Series[Any]":
    places, distinct = pd.factorize(texts)
    readings: list[Any] = []
    reasons = {}
    for text in distinct:
        try:
            readings.append(reader.read(text))
        except ValueError as error:
            readings.append(None)
            reasons[text] = f"{name}: {error}"
    if reasons:
        problems.add(texts.isin(list(reasons)), texts.map(reasons))
    # Nulls have the place -1: the null that stands last in the list.
    column: pd.Series[Any] = pd.Series([*readings, None], dtype=reader.dtype).take(places).set_axis(texts.index)
    return column
