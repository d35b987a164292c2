"""The answer: what a first visit costs, and how that compares with the article's range."""

from typing import Any

import plotly.graph_objects as go

from reports.chart import Chart, dollar_axis, draw_article_range, figure
from reports.numbers import whole_dollars
from reports.palette import BLUSH, INK
from reports.rows import Row
from reports.section import Data

ORDER = 10
HEADING = "The answer"


def charts(data: Data) -> dict[str, Chart]:
    """The distribution of comparable US prices against the article's range."""
    us = data["headline"][0]
    if not us["n"]:
        return {}
    return {"distribution": _distribution(us, data["distribution"], data["article"][0])}


def _distribution(us: Row, bins: list[Row], article: Row) -> Chart:
    low, high = float(article["low"]), float(article["high"])
    width = float(next(row["to_usd"] - row["from_usd"] for row in bins if row["to_usd"]))
    made = figure(360, bargap=0.08)
    made.add_trace(
        go.Bar(
            x=[float(row["from_usd"]) + width / 2 for row in bins],
            y=[row["prices"] for row in bins],
            width=width,
            marker={"color": BLUSH},
            customdata=[_between(row) for row in bins],
            hovertemplate="%{customdata}: %{y}<extra></extra>",
        )
    )
    draw_article_range(made, low, high)
    _draw_median(made, us["median_usd"])
    dollar_axis(made, max(high, float(bins[-1]["from_usd"]) + width))
    made.update_xaxes(title="first visit")
    most = max(row["prices"] for row in bins)
    # Room above the highest bar for the median's label; no two ticks for the same whole number.
    made.update_yaxes(title="providers", range=[0, most * 1.25], tickformat=",d", dtick=1 if most < 6 else None)
    return Chart(
        name="distribution",
        title=_finding(us, article),
        subtitle=f"US providers by the price of a first visit, US dollars of the day; n = {us['n']:,}, one price each.",
        alternative=_in_words(us, bins, article),
        figure=made,
        columns=("First visit", "Providers"),
        rows=[(_between(row), f"{row['prices']:,}") for row in bins],
    )


def _draw_median(made: go.Figure, median: Any) -> None:
    if median is None:
        return
    made.add_vline(x=float(median), line={"color": INK, "width": 1.5, "dash": "dot"})
    made.add_annotation(
        x=float(median),
        y=0.97,
        yref="paper",
        xanchor="left",
        xshift=6,
        showarrow=False,
        text=f"median {whole_dollars(median)}",
    )


def _finding(us: Row, article: Row) -> str:
    n, below, inside, above = (us[name] for name in ("n", "below", "inside", "above"))
    low, high = whole_dollars(article["low"]), whole_dollars(article["high"])
    if us["median_usd"] is None:
        return f"The {n:,} US {'price' if n == 1 else 'prices'} found so far, beside the article’s {low} to {high}"
    over = f"{above:,}" if above else "none"
    return f"{n:,} US prices: {below:,} below the article’s {low}, {inside:,} from there to {high}, {over} above"


def _in_words(us: Row, bins: list[Row], article: Row) -> str:
    fullest = max(bins, key=lambda row: row["prices"])
    lowest, highest = whole_dollars(us["lowest_usd"]), whole_dollars(us["highest_usd"])
    low, high = whole_dollars(article["low"]), whole_dollars(article["high"])
    return (
        f"Histogram of {us['n']:,} first-visit prices from {lowest} to {highest}."
        f" The fullest step is {_between(fullest)} ({fullest['prices']:,}). Below the article’s {low}:"
        f" {us['below']:,}; from there to {high}: {us['inside']:,}; above: {us['above']:,}."
    )


def _between(row: Row) -> str:
    if row["to_usd"] is None:
        return f"{whole_dollars(row['from_usd'])} or more"
    return f"{whole_dollars(row['from_usd'])} to under {whole_dollars(row['to_usd'])}"
