"""Who says what: published figures, each once however often it is copied, beside the prices that were found."""

from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup

from reports.chart import Chart, dollar_axis, figure, label, plain
from reports.numbers import count, dollars, whole_dollars
from reports.palette import BLUSH, INK, SAND, SLATE
from reports.rows import Row
from reports.section import Data

ORDER = 50
HEADING = "What is published, beside what was found"

_MOST_LINES = 20
_LONGEST_NAME = 26
_MACHINE = "likely machine-written"


def charts(data: Data) -> dict[str, Chart]:
    """The figures that speak of the US, as lines over the middle half of the prices found."""
    drawn = _drawn(data["figures"])
    if not drawn:
        return {}
    us = data["headline"][0]
    # Each line has its label above it, so that on a phone lines and labels both have the whole width.
    made = figure(110 + 36 * len(drawn))
    for place, row in enumerate(drawn):
        _draw(made, place, row)
    _draw_middle_half(made, us)
    made.update_yaxes(visible=False, range=[len(drawn) - 0.5, -0.9])
    dollar_axis(made, max(float(end) for row in drawn for end in (*_ends(row), us["upper_quartile_usd"] or 0)))
    return {
        "estimates": Chart(
            name="estimates",
            title=_finding(data["figures"], us),
            subtitle=_subtitle(data["figures"], drawn),
            alternative=_in_words(drawn, us),
            figure=made,
            columns=("Figure", "Low", "High", "Published by", "How many", "US prices inside"),
            rows=[_cells(row) for row in data["figures"]],
        )
    }


def _drawn(figures: list[Row]) -> list[Row]:
    """What is drawn: of figures in dollars that speak of the US those that most publish, by their low end."""
    comparable = [row for row in figures if row["is_about_us"] and _ends(row)]
    most_published = sorted(comparable, key=lambda row: (-row["publisher_count"], *_by_low_end(row)))
    return sorted(most_published[:_MOST_LINES], key=_by_low_end)


def _by_low_end(row: Row) -> tuple[Any, ...]:
    return (row["low_usd"] or 0, row["high_usd"] or float("inf"), row["figure"])


def _ends(row: Row) -> list[float]:
    return [float(end) for end in (row["low_usd"], row["high_usd"]) if end is not None]


def _draw(made: go.Figure, place: int, row: Row) -> None:
    """A line from end to end, or an arrow at the only end; hollow and broken where nobody but machines says it."""
    color, ends = (SAND if row["is_machine_written"] else SLATE), _ends(row)
    symbol = "triangle-right" if row["high_usd"] is None else "triangle-left" if row["low_usd"] is None else "circle"
    made.add_trace(
        go.Scatter(
            x=ends,
            y=[place] * len(ends),
            mode="lines+markers",
            line={"color": color, "width": 3, "dash": "dot" if row["is_machine_written"] else "solid"},
            marker={
                "color": color,
                "size": 9,
                "symbol": f"{symbol}-open" if row["is_machine_written"] else symbol,
                "line": {"width": 2, "color": color},
            },
            hovertemplate="$%{x:,.0f}<extra></extra>",
        )
    )
    made.add_annotation(
        x=0,
        xref="paper",
        y=place - 0.2,
        xanchor="left",
        yanchor="bottom",
        align="left",
        text=plain(f"{_amount(row)} · {_publishers(row)}"),
        showarrow=False,
        font={"color": INK, "size": 12},
    )


def _draw_middle_half(made: go.Figure, us: Row) -> None:
    if us["median_usd"] is None:
        return
    low, high = us["lower_quartile_usd"], us["upper_quartile_usd"]
    made.add_vrect(x0=float(low), x1=float(high), fillcolor=BLUSH, opacity=0.16, line_width=0, layer="below")
    found = f"middle half found: {whole_dollars(low)}–{whole_dollars(high)}"
    label(made, float(low), found, anchor="left", color=BLUSH)


def _amount(row: Row) -> str:
    """The figure in dollars: `$500–$1,500`, `average $366`, `from $300`."""
    low, high = row["low_usd"], row["high_usd"]
    if high is None:
        return f"from {whole_dollars(low)}"
    if low is None:
        return f"up to {whole_dollars(high)}"
    return f"{row['statistic']} {whole_dollars(low)}" if low == high else f"{whole_dollars(low)}–{whole_dollars(high)}"


def _publishers(row: Row) -> str:
    """Who says it: `PureWow and 1 other, from CostHelper`."""
    others = row["publisher_count"] - 1
    first = _shortened(row["publishers"][0])
    told = f"{first} and {others} other{'s' if others > 1 else ''}" if others else first
    if row["origin"] is not None and row["origin"] != first:
        told += f", from {row['origin']}"
    return f"{told} ({_MACHINE})" if row["is_machine_written"] else told


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _finding(figures: list[Row], us: Row) -> str:
    if us["median_usd"] is None:
        return f"{len(figures)} different figures are published, and there are too few prices to judge them by"
    ranges = [row for row in figures if _is_judged(row)]
    holding = sum(row["low_usd"] <= us["median_usd"] <= row["high_usd"] for row in ranges)
    return f"{holding} of {len(ranges)} different published ranges hold the typical US price that was found"


def _is_judged(row: Row) -> bool:
    """Ranges in dollars that somebody, not only machines, publishes of the US, of the world or of no place."""
    is_range = row["statistic"] == "range" and row["low_usd"] is not None
    return is_range and row["is_about_us"] and not row["is_machine_written"]


def _subtitle(figures: list[Row], drawn: list[Row]) -> str:
    told = (
        "Published prices of lips in US dollars, copies drawn once: a line is a range, a point an average, an arrow an"
    )
    told += f" open end. Hollow and dotted: {_MACHINE}, which the title does not count."
    missing = len(figures) - len(drawn)
    if missing:
        told += f" {missing} more, rarer or for other countries, are in the table below."
    return told


def _in_words(drawn: list[Row], us: Row) -> str:
    ends = [end for row in drawn for end in _ends(row)]
    each = "; ".join(f"{_amount(row)}, {_publishers(row)}" for row in drawn)
    told = f"{len(drawn)} published figures from {whole_dollars(min(ends))} to {whole_dollars(max(ends))}: {each}."
    if us["median_usd"] is None:
        return told
    low, high = us["lower_quartile_usd"], us["upper_quartile_usd"]
    return f"{told} The middle half of the US prices found runs from {whole_dollars(low)} to {whole_dollars(high)}."


def _cells(row: Row) -> tuple[str, ...]:
    name = f"published_figure/{row['figure']}/"
    inside = row["prices_inside"]
    return (
        f"{row['figure']} ({_MACHINE})" if row["is_machine_written"] else row["figure"],
        *("–" if row[end] is None else dollars(row[end], name + end) for end in ("low_usd", "high_usd")),
        ", ".join(row["publishers"]),
        count(row["publisher_count"], f"{name}publisher_count"),
        "–"
        if inside is None
        else Markup("{} of {}").format(
            count(inside, f"{name}prices_inside"), count(row["prices"], "headline/US providers/n")
        ),
    )
