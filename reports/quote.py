"""Where a quote stands among the prices found, and what to ask. The report's form does the same in `script.js`.

The narrowest place with at least five prices is taken: the region, else the country, else the world.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from reports.rows import Row, query_rows

_SECTION = Path(__file__).parent / "sections" / "quote"
TOUCH_UP = ("included", "extra", "not_said")


@dataclass(frozen=True)
class Quote:
    """What somebody was offered. `touch_up` is one of `TOUCH_UP`; country and region are codes, null where not said."""

    amount: float
    currency: str = "USD"
    country: str | None = None
    region: str | None = None
    touch_up: str = "not_said"


@dataclass(frozen=True)
class Known:
    """What a release knows: the groups of `quote_peer`, and dollars a currency unit."""

    peers: Sequence[Row]
    rates: Mapping[str, float]


def known(database: Path) -> Known:
    """What a published database knows of prices and rates."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        peers, rates = (
            query_rows(connection, (_SECTION / f"{name}.sql").read_text(encoding="utf-8"))
            for name in ("peers", "rates")
        )
    return Known(peers, {row["currency"]: row["usd_rate"] for row in rates})


@cache
def questions() -> list[dict[str, Any]]:
    """The questions of `questions.toml`, in their order."""
    table = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = table["question"]
    return found


def standing(quote: Quote, release: Known) -> dict[str, Any]:
    """Where a quote stands: in `dollars`, among which peers, their place, `n` and quartiles, and `questions` to ask.

    `cheaper`, `same` and `dearer` count the peers; they and the quartiles are null where no place has five prices.
    Raises `KeyError` for a currency without a rate.
    """
    dollars = quote.amount * release.rates[quote.currency]
    compared = "all_in" if quote.touch_up == "included" else "first_visit"
    group = _group(quote, compared, release.peers)
    found: dict[str, Any] = {"dollars": dollars, "compared": compared, "n": 0, "country": None, "region": None}
    found |= dict.fromkeys(("country_name", "cheaper", "same", "dearer", "lower_quartile", "median", "upper_quartile"))
    where = "unknown"
    if group:
        prices = group["prices"]
        low, middle, high = (_quantile(prices, share) for share in (0.25, 0.5, 0.75))
        found |= {name: group[name] for name in ("n", "country", "country_name", "region")}
        found |= {"lower_quartile": low, "median": middle, "upper_quartile": high}
        # Of very many prices only some are known here, at evenly spaced ranks: these stand for all.
        each = group["n"] / len(prices)
        cheaper, same = (
            _whole(each * sum(map(relation, prices)))
            for relation in (lambda price: price < dollars, lambda price: price == dollars)
        )
        found |= {"cheaper": cheaper, "same": same, "dearer": group["n"] - cheaper - same}
        where = "low" if dollars < low else "high" if dollars > high else "middle"
    return found | {"questions": _asked(quote.touch_up, where)}


def told(quote: Quote, found: Mapping[str, Any]) -> str:
    """The standing in plain words, from what was understood on."""
    kind = "first visits with their touch-up" if found["compared"] == "all_in" else "first visits"
    amount = f"{_money(quote.amount)} {quote.currency}"
    offered = amount if quote.currency == "USD" else f"{amount} (${_money(found['dollars'])})"
    if found["median"] is None:
        return f"{offered}: fewer than five {kind} are known anywhere, so nothing can be said of this quote yet."
    place = ", ".join(name for name in (found["region"], found["country_name"] or "the whole world") if name)
    asked = ", ".join(name for name in (quote.region, quote.country) if name)
    wider = (quote.region and not found["region"]) or (quote.country and not found["country"])
    narrow = f"Fewer than five {kind} are known for {asked}, so this compares with {place}. "
    low, middle, high = (_money(found[name]) for name in ("lower_quartile", "median", "upper_quartile"))
    return (
        f"{narrow if wider else ''}{offered}: of {found['n']:,} {kind} ({place}) {found['cheaper']:,} cost less,"
        f" {found['same']:,} the same and {found['dearer']:,} more."
        f" The middle half asks ${low} to ${high}, the median is ${middle}."
    )


def _group(quote: Quote, compared: str, peers: Sequence[Row]) -> Row | None:
    places = [(quote.country, quote.region), (quote.country, None), (None, None)]
    for country, region in places:
        for group in peers:
            if (group["compared"], group["country"], group["region"]) == (compared, country, region):
                return group
    return None


def _asked(touch_up: str, where: str) -> list[str]:
    fitting = (
        question["text"]
        for question in questions()
        if touch_up in question.get("touch_up", [touch_up]) and where in question.get("standing", [where])
    )
    return [text for text, _ in zip(fitting, range(3), strict=False)]


def _quantile(prices: Sequence[float], share: float) -> float:
    """The price at a share of the way from the cheapest to the dearest, linear between two."""
    at = (len(prices) - 1) * share
    below = math.floor(at)
    above = min(below + 1, len(prices) - 1)
    return prices[below] + (prices[above] - prices[below]) * (at - below)


def _whole(number: float) -> int:
    return math.floor(number + 0.5)


def _money(amount: float) -> str:
    """A whole amount with commas at thousands: cents tell nothing here."""
    return f"{_whole(amount):,}"
