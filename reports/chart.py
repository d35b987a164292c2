"""Charts: the house style, and the HTML around a figure that tells the same without seeing it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

INK, QUIET, RULE, BAND = "#1f2430", "#5b6472", "#e3e6ea", "#f1e4d3"
BLUSH, SLATE, SAND = "#b4435c", "#46688c", "#a8a093"
"""Colours that stay apart for colour-blind readers; no meaning rests on colour alone."""

_CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "responsive": True}
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Chart:
    """A figure with what must stand around it.

    `title` says what is found, `subtitle` what is measured and in which unit, `alternative` tells the figure in words,
    and `columns` and `rows` hold its data as a table.
    """

    name: str
    title: str
    subtitle: str
    alternative: str
    figure: go.Figure
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def html(self) -> str:
        """The figure as a part of a page that holds Plotly's script already."""
        made: str = self.figure.to_html(
            full_html=False, include_plotlyjs=False, config=_CONFIG, div_id=f"chart-{self.name}"
        )
        return made


def plain(text: object) -> str:
    """Text of somebody else for a figure, where Plotly would read tags and entities."""
    return html.escape("" if text is None else str(text), quote=False)


def figure(height: int, **layout: Any) -> go.Figure:
    """An empty figure in the house style: sans serif, few lines, room for labels, no legend."""
    made = go.Figure()
    made.update_layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 16, "t": 48, "b": 44},
        font={"family": _FONT, "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hoverlabel={"font": {"family": _FONT}},
        **layout,
    )
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


def draw_article_range(made: go.Figure, low: float, high: float) -> None:
    """Draw the article's range as a band behind the data, labelled on the chart."""
    made.add_vrect(x0=low, x1=high, fillcolor=BAND, opacity=0.6, line_width=0, layer="below")
    # One label a line: on a phone they would meet.
    for amount, text, anchor, line in ((low, "average", "left", 16), (high, "top", "right", 0)):
        made.add_annotation(
            x=amount,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=line,
            text=f"article’s {text} ${amount:,.0f}",
            showarrow=False,
            xanchor=anchor,
            font={"color": QUIET, "size": 12},
        )
