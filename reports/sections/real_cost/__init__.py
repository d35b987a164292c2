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
    "touch_up": "touch-up, priced by itself",
    "annual_refresh": "refresh a year or so later",
    "deposit": "deposit, mostly credited",
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
    if not any(row["median_usd"] is not None for row in parts):
        return {}
    return {"parts": _chart(sorted(parts, key=lambda row: _DRAWN.index(row["part"])))}


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


def _chart(parts: list[Row]) -> Chart:
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
        title=_finding(averaged),
        subtitle="US dollars of the day, US providers that price it. Dot: the median; line: the middle half.",
        alternative=". ".join(_in_words(row) for row in averaged) + ".",
        figure=made,
        columns=("Part", "Providers", "Median", "Middle half"),
        rows=[_cells(row) for row in parts],
    )


def _finding(averaged: list[Row]) -> str:
    medians = {row["part"]: row["median_usd"] for row in averaged}
    if "first_visit" in medians and "touch_up" in medians:
        first, touch_up = whole_dollars(medians["first_visit"]), whole_dollars(medians["touch_up"])
        return f"A touch-up that is not included adds {touch_up} to a first visit of {first}"
    return "; ".join(f"{PARTS[part]}: typically {whole_dollars(median)}" for part, median in medians.items())


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
