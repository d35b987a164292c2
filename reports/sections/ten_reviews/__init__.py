"""How far to trust an average of ten: what other tens of the prices found would have averaged."""

import plotly.graph_objects as go

from reports.chart import Chart, dollar_axis, figure
from reports.numbers import count, dollars, whole_dollars
from reports.palette import BLUSH, INK, SLATE
from reports.rows import Row
from reports.section import Data

ORDER = 20
HEADING = "How far to trust an average of ten reviews"

_PANELS = {"today": ("y", "in today’s dollars", BLUSH), "article": ("y2", "in dollars of the article’s date", SLATE)}


def charts(data: Data) -> dict[str, Chart]:
    """Averages of ten prices, in both kinds of dollars, against the article's average."""
    if not data["summary"]:
        return {}
    return {"averages": _averages(data["summary"][0], data["averages"])}


def _averages(summary: Row, steps: list[Row]) -> Chart:
    claimed = float(summary["claimed"])
    made = figure(380, bargap=0.06)
    for kind, (axis, words, color) in _PANELS.items():
        bars = [row for row in steps if row["dollars"] == kind]
        made.add_trace(
            go.Bar(
                x=[(row["from_usd"] + row["to_usd"]) / 2 for row in bars],
                y=[row["draws"] for row in bars],
                width=bars[0]["to_usd"] - bars[0]["from_usd"],
                yaxis=axis,
                marker={"color": color},
                customdata=[_between(row) for row in bars],
                hovertemplate="%{customdata}: %{y:,} of 10,000<extra></extra>",
            )
        )
        made.add_annotation(
            x=1,
            xref="paper",
            xanchor="right",
            y=1,
            yref=f"{axis} domain",
            yanchor="bottom",
            text=words,
            showarrow=False,
            font={"color": color},
        )
    quiet = {"showticklabels": False, "showgrid": False, "fixedrange": True}
    made.update_layout(yaxis={**quiet, "domain": [0.58, 1]}, yaxis2={**quiet, "domain": [0, 0.42], "anchor": "x"})
    # Over both panels: the line of one would leave out the dollars that the article was written in.
    made.add_shape(
        type="line", x0=claimed, x1=claimed, y0=0, y1=1, yref="paper", line={"color": INK, "width": 2, "dash": "dot"}
    )
    made.add_annotation(
        x=claimed,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="center",
        showarrow=False,
        text=f"the article’s {whole_dollars(claimed)}",
        font={"color": INK, "size": 12},
    )
    dollar_axis(made, float(max(row["to_usd"] for row in steps)))
    made.update_xaxes(title="average of ten prices", anchor="y2")
    return Chart(
        name="averages",
        title=_finding(summary),
        subtitle=(
            f"{summary['draws']:,} averages of ten first-visit prices each, drawn from the US prices found, in US"
            " dollars; the higher a bar, the more often its average came up."
        ),
        alternative=_in_words(summary),
        figure=made,
        columns=("Dollars", "Average of ten", "Draws"),
        rows=[(_PANELS[row["dollars"]][1], _between(row), count(row["draws"], _figure_name(row))) for row in steps],
    )


def _figure_name(row: Row) -> str:
    return f"average_of_ten/{row['dollars']}/{row['from_usd']}-{row['to_usd']}/draws"


def _finding(summary: Row) -> str:
    claimed, drawn = whole_dollars(summary["claimed"]), f"{summary['draws']:,}"
    as_low = summary["as_low"]
    found = "None" if as_low == 0 else f"{as_low:,}"
    return f"{found} of {drawn} averages of ten found prices {'is' if as_low <= 1 else 'are'} {claimed} or less"


def _in_words(summary: Row) -> str:
    return (
        f"Two histograms, one above the other. In today's dollars 95 of 100 averages lie from"
        f" {whole_dollars(summary['low_usd'])} to {whole_dollars(summary['high_usd'])}, in dollars of the article's"
        f" date from {whole_dollars(summary['low_article_usd'])} to {whole_dollars(summary['high_article_usd'])}."
        f" The article's {whole_dollars(summary['claimed'])} is marked in both."
    )


def _between(row: Row) -> str:
    return f"{dollars(row['from_usd'])} to under {dollars(row['to_usd'])}"
