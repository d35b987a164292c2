"""What one really pays: the touch-up, the deposit, the yearly refresh, and all of it together."""

import plotly.graph_objects as go

from reports.chart import Chart, dollar_axis, figure
from reports.numbers import count, dollars, whole_dollars
from reports.palette import BLUSH, INK, SLATE
from reports.rows import Row
from reports.section import Data

ORDER = 30
HEADING = "What you really pay"

PARTS = {
    "first_visit": "first visit",
    "all_in": "first visit and touch-up together",
    "touch_up": "touch-up, of lips or any area",
    "annual_refresh": "refresh a year or so later",
    "deposit": "deposit",
    "consultation": "consultation",
    "correction": "over another artist’s work",
    "removal": "removal",
    "package": "lips together with other areas",
    "model_special": "as a model or with a trainee",
}
_DRAWN = ("first_visit", "all_in", "touch_up", "annual_refresh", "deposit")


def charts(data: Data) -> dict[str, Chart]:
    """The middle half and the median of each part of the cost, in the US."""
    parts = [row for row in _parts(data) if row["n"] and row["part"] in _DRAWN]
    if data["headline"][0]["median_usd"] is None:
        return {}
    return {"parts": _chart(sorted(parts, key=lambda row: _DRAWN.index(row["part"])), data["touch_up"])}


def _parts(data: Data) -> list[Row]:
    """The parts of the cost in the US, the first visit and all-in prices first."""
    us = data["headline"][0]
    first = {
        "part": "first_visit",
        "n": us["n"],
        "median_usd": us["median_usd"],
        "lower_quartile_usd": us["lower_quartile_usd"],
        "upper_quartile_usd": us["upper_quartile_usd"],
        "figure": f"headline/{us['selection']}/",
    }
    together = [row | {"part": "all_in", "figure": "all_in_price/US/"} for row in data["all_in"]]
    apart = [row | {"figure": f"cost_part/US/{row['part']}/"} for row in data["parts"] if row["scope"] == "US"]
    return [first, *together, *apart]


def _chart(parts: list[Row], touch_up: list[Row]) -> Chart:
    made = figure(96 + 58 * len(parts))
    averaged = [row for row in parts if row["median_usd"] is not None]
    for place, row in enumerate(parts):
        made.add_annotation(
            x=0,
            y=place,
            xref="paper",
            xanchor="left",
            yshift=17,
            showarrow=False,
            align="left",
            text=f"{PARTS[row['part']]} (n = {row['n']:,})",
            font={"color": INK},
        )
        if row["median_usd"] is None:
            made.add_annotation(
                x=0,
                y=place,
                xref="paper",
                xanchor="left",
                showarrow=False,
                text="fewer than five, not averaged",
            )
            continue
        color = BLUSH if row["part"] in ("first_visit", "all_in") else SLATE
        low, middle, high = (float(row[name]) for name in ("lower_quartile_usd", "median_usd", "upper_quartile_usd"))
        made.add_trace(
            go.Scatter(
                x=[low, high],
                y=[place, place],
                mode="lines",
                line={"color": color, "width": 10},
                opacity=0.35,
                hoverinfo="skip",
            )
        )
        made.add_trace(
            go.Scatter(
                x=[middle],
                y=[place],
                mode="markers+text",
                marker={"color": color, "size": 12},
                text=[whole_dollars(row["median_usd"])],
                textposition="bottom center",
                textfont={"color": color},
                hovertemplate="median $%{x:,.0f}<extra></extra>",
            )
        )
    dollar_axis(made, max(float(row["upper_quartile_usd"]) for row in averaged))
    made.update_yaxes(range=[len(parts) - 0.35, -0.75], showticklabels=False, showgrid=False)
    made.update_layout(margin={"l": 8, "r": 16, "t": 8, "b": 36})
    return Chart(
        name="parts",
        title=_finding(averaged, touch_up),
        subtitle="US dollars of the day, US providers that price it. Dot: the median; line: the middle half.",
        alternative=". ".join(_in_words(row) for row in averaged) + ".",
        figure=made,
        columns=("Part", "Providers", "Median", "Middle half"),
        rows=[_cells(row) for row in parts],
    )


def _finding(averaged: list[Row], touch_up: list[Row]) -> str:
    us = next(row for row in touch_up if row["scope"] == "US")
    if us["extra_median_usd"] is not None:
        adds = whole_dollars(us["extra_median_usd"])
        of = f"{us['extra_priced']:,} of {us['n']:,} US providers"
        return f"Where the touch-up costs extra, it typically adds {adds} ({of})"
    first = next(row for row in averaged if row["part"] == "first_visit")
    return f"A first visit typically costs {whole_dollars(first['median_usd'])}; too few tell what the touch-up adds"


def _in_words(row: Row) -> str:
    low, middle, high = (
        whole_dollars(row[name]) for name in ("lower_quartile_usd", "median_usd", "upper_quartile_usd")
    )
    return f"{PARTS[row['part']]}: median {middle}, middle half {low} to {high}, of {row['n']}"


def _cells(row: Row) -> tuple[str, ...]:
    counted = (PARTS[row["part"]], count(row["n"], row["figure"] + "n"))
    if row["median_usd"] is None:
        return (*counted, "–", "–")
    median, low, high = (
        dollars(row[name], row["figure"] + name) for name in ("median_usd", "lower_quartile_usd", "upper_quartile_usd")
    )
    return (*counted, median, low + "–" + high)
