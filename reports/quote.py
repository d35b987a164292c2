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

    `higher_than` is the share of peers that are cheaper, those that are equal counted half; null, as are the quartiles,
    where no place has five prices. Raises `KeyError` for a currency without a rate.
    """
    dollars = quote.amount * release.rates[quote.currency]
    compared = "all_in" if quote.touch_up == "included" else "first_visit"
    group = _group(quote, compared, release.peers)
    found: dict[str, Any] = {"dollars": dollars, "compared": compared, "n": 0, "country": None, "region": None}
    found |= dict.fromkeys(("country_name", "higher_than", "lower_quartile", "median", "upper_quartile"))
    where = "unknown"
    if group:
        prices = group["prices"]
        low, middle, high = (_quantile(prices, share) for share in (0.25, 0.5, 0.75))
        found |= {name: group[name] for name in ("n", "country", "country_name", "region")}
        found |= {"lower_quartile": low, "median": middle, "upper_quartile": high}
        below, equal = sum(price < dollars for price in prices), sum(price == dollars for price in prices)
        found["higher_than"] = (below + equal / 2) / len(prices)
        where = "low" if dollars < low else "high" if dollars > high else "middle"
    return found | {"questions": _asked(quote.touch_up, where)}


def told(quote: Quote, found: Mapping[str, Any]) -> str:
    """The standing in plain words."""
    kind = "first visits with their touch-up" if found["compared"] == "all_in" else "first visits"
    if found["higher_than"] is None:
        return f"Fewer than five comparable {kind} are known anywhere: nothing can be said of this quote yet."
    place = ", ".join(name for name in (found["region"], found["country_name"] or "the world") if name)
    low, middle, high = (_whole(found[name]) for name in ("lower_quartile", "median", "upper_quartile"))
    wider = (quote.region and not found["region"]) or (quote.country and not found["country"])
    narrow = "Where you asked for fewer than five comparable prices are known, so a wider place is compared. "
    return (
        f"{narrow if wider else ''}At ${_whole(found['dollars'])} this quote is higher than"
        f" {math.floor(found['higher_than'] * 100 + 0.5)} % of {found['n']} {kind} ({place})."
        f" The middle half is ${low} to ${high}, the median ${middle}."
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


def _whole(dollars: float) -> int:
    return math.floor(dollars + 0.5)
