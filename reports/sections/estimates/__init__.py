"""Who says what: published estimates beside the prices that were found."""

import plotly.graph_objects as go

from reports.chart import Chart, figure, plain
from reports.numbers import whole_dollars
from reports.palette import BLUSH, SAND, SLATE
from reports.rows import Row
from reports.section import Data

ORDER = 50
HEADING = "What is published, beside what was found"

_LONGEST_LABEL = 24


def charts(data: Data) -> dict[str, Chart]:
    """Each published figure as a line or a point, over the middle half of the prices found."""
    estimates = data["estimates"]
    if not estimates:
        return {}
    us = data["headline"][0]
    made = figure(130 + 19 * len(estimates))
    for number, row in enumerate(estimates):
        _draw(made, number, row)
    if us["median_usd"] is not None:
        made.add_vrect(
            x0=float(us["lower_quartile_usd"]),
            x1=float(us["upper_quartile_usd"]),
            fillcolor=BLUSH,
            opacity=0.14,
            line_width=0,
            layer="below",
        )
        made.add_annotation(
            x=float(us["upper_quartile_usd"]),
            y=1,
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            showarrow=False,
            text="middle half found",
            font={"color": BLUSH},
        )
    made.update_yaxes(
        tickvals=list(range(len(estimates))),
        ticktext=[plain(row["publisher"][:_LONGEST_LABEL]) for row in estimates],
        range=[len(estimates), -1],
        tickfont={"size": 11},
        showgrid=False,
    )
    made.update_xaxes(tickprefix="$", rangemode="tozero")
    machine = sum(row["is_machine_written"] for row in estimates)
    return {
        "estimates": Chart(
            name="estimates",
            title=_finding(data, estimates),
            subtitle=(
                "Published lip prices in US dollars: a line is a range, a point an average, an open end an arrow."
                f" Grey: {machine} from pages that are likely machine-written; the title counts neither these"
                " nor ranges for other countries."
            ),
            alternative=_in_words(estimates, us),
            figure=made,
            columns=("Publisher", "Statistic", "Low", "High", "US prices inside"),
            rows=[_cells(row) for row in estimates],
        )
    }


def _draw(made: go.Figure, number: int, row: Row) -> None:
    color = SAND if row["is_machine_written"] else SLATE
    low, high = row["low_usd"], row["high_usd"]
    ends = [float(end) for end in (low, high) if end is not None]
    symbol = "triangle-right" if high is None else "triangle-left" if low is None else "circle"
    made.add_trace(
        go.Scatter(
            x=ends,
            y=[number] * len(ends),
            mode="lines+markers",
            line={"color": color, "width": 4},
            marker={"color": color, "size": 8, "symbol": symbol},
            hovertemplate="$%{x:,.0f}<extra></extra>",
        )
    )


def _finding(data: Data, estimates: list[Row]) -> str:
    us = data["headline"][0]
    if us["median_usd"] is None:
        return f"{len(estimates)} published figures, and too few prices to judge them by"
    ranges = [row for row in estimates if _judged(row)]
    holding = sum(row["low_usd"] <= us["median_usd"] <= row["high_usd"] for row in ranges)
    return f"{holding} of {len(ranges)} published ranges hold the typical US price that was found"


def _judged(row: Row) -> bool:
    """Ranges of people that speak of the US, of the world, or of no place."""
    return row["statistic"] == "range" and row["country"] in (None, "US") and not row["is_machine_written"]


def _in_words(estimates: list[Row], us: Row) -> str:
    ends = [end for row in estimates for end in (row["low_usd"], row["high_usd"]) if end is not None]
    told = f"{len(estimates)} published figures between {whole_dollars(min(ends))} and {whole_dollars(max(ends))}."
    if us["median_usd"] is None:
        return told
    low, high = us["lower_quartile_usd"], us["upper_quartile_usd"]
    return f"{told} The middle half of the US prices found runs from {whole_dollars(low)} to {whole_dollars(high)}."


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row["publisher"],
        row["statistic"],
        "–" if row["low_usd"] is None else whole_dollars(row["low_usd"]),
        "–" if row["high_usd"] is None else whole_dollars(row["high_usd"]),
        "–" if row["prices_inside"] is None else f"{row['prices_inside']} of {row['prices']}",
    )
