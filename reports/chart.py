"""Charts: the house style, and what stands around a figure and tells the same without seeing it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from reports.palette import BAND, INK, QUIET, RULE

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Chart:
    """A figure with what must stand around it.

    `title` says what is found, `subtitle` what is measured and in which unit, `alternative` tells the figure in words,
    and `columns` and `rows` hold its data as a table. `narrow` is what changes in the figure's layout on a phone, as
    Plotly's relayout takes it.
    """

    name: str
    title: str
    subtitle: str
    alternative: str
    figure: go.Figure
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    narrow: dict[str, Any] = field(default_factory=dict)

    @property
    def drawing(self) -> dict[str, Any]:
        """What the page's script needs to draw it."""
        drawn = self.figure.to_plotly_json()
        return {"data": drawn["data"], "layout": drawn["layout"], "narrow": self.narrow}


def plain(text: object) -> str:
    """Text of somebody else for a figure, where Plotly would read tags and entities."""
    return html.escape("" if text is None else str(text), quote=False)


def figure(height: int, **layout: Any) -> go.Figure:
    """An empty figure in the house style: sans serif, few lines, room for labels, no legend."""
    made = go.Figure()
    made.update_layout(
        template=go.layout.Template(),
        height=height,
        margin={"l": 8, "r": 16, "t": 48, "b": 44},
        font={"family": _FONT, "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hoverlabel={"font": {"family": _FONT}},
        dragmode=False,
        **layout,
    )
    # Few lines, and none behind bars or points that its labels do not need.
    made.update_xaxes(
        tickangle=0,
        nticks=6,
        gridcolor=RULE,
        zeroline=False,
        fixedrange=True,
        tickfont={"color": QUIET},
        automargin=True,
    )
    made.update_yaxes(gridcolor=RULE, zeroline=False, fixedrange=True, tickfont={"color": QUIET}, automargin=True)
    return made


def dollar_axis(made: go.Figure, highest: float) -> None:
    """A horizontal axis in dollars from 0 to a little over the highest amount."""
    made.update_xaxes(range=[0, highest * 1.04], tickprefix="$", tickformat=",d")


def draw_article_range(made: go.Figure, low: float, high: float) -> None:
    """Draw the article's range as a band behind the data, labelled on the chart."""
    made.add_vrect(x0=low, x1=high, fillcolor=BAND, opacity=0.6, line_width=0, layer="below")
    # One label a line: on a phone they would meet.
    for amount, text, anchor, line in ((low, "average", "left", 16), (high, "top", "right", 0)):
        label(made, amount, f"the article’s {text}, ${amount:,.0f}", anchor=anchor, line=line)


def label(made: go.Figure, x: float, text: str, *, anchor: str = "center", line: int = 0, color: str = QUIET) -> None:
    """A label above the plot, at an amount, `line` pixels higher than the lowest one."""
    made.add_annotation(
        x=x,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=line,
        text=text,
        showarrow=False,
        xanchor=anchor,
        font={"color": color, "size": 12},
    )
