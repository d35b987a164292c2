"""What people say afterwards: what went wrong, how long it lasted, how painful it was and whether it was worth it."""

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.chart import Chart, figure, label, plain
from reports.numbers import count, number, percent
from reports.palette import BAND, BLUSH, INK, SLATE
from reports.rows import Row
from reports.section import Data

ORDER = 55
HEADING = "What people say afterwards"

_FEWEST = 5
_MOST_NAMED = 3
_MOST_LABELLED = 6
_SAYING = {
    "provider": ("provider says", "providers say"),
    "account": ("client’s account tells of", "clients’ accounts tell of"),
}
_TELLERS = {
    "provider": ("providers’ own statements", SLATE),
    "account": ("clients’ accounts", BLUSH),
}


def charts(data: Data) -> dict[str, Chart]:
    """What went wrong, with denominators, and how long it lasted by who says so."""
    drawn = {"complications": _complications(data["complications"]), "lasting": _lasting(data)}
    return {name: chart for name, chart in drawn.items() if chart}


def _complications(shares: list[Row]) -> Chart | None:
    told = [row for row in shares if row["n"]]
    if not told or told[0]["of_accounts"] < _FEWEST:
        return None
    made = figure(64 + 48 * len(told))
    for place, row in enumerate(told):
        share, low, high = (100 * row[name] for name in ("share", "share_low", "share_high"))
        made.add_trace(
            go.Scatter(
                x=[low, high],
                y=[place, place],
                mode="lines",
                line={"color": SLATE, "width": 8},
                opacity=0.35,
                hoverinfo="skip",
            )
        )
        made.add_trace(
            go.Scatter(
                x=[share],
                y=[place],
                mode="markers",
                marker={"color": BLUSH, "size": 12},
                hovertemplate="%{x:.0f} %<extra></extra>",
            )
        )
        _label_above(made, place, f"{_words(row)}: {row['n']:,} of {row['of_accounts']:,}")
    made.update_xaxes(range=[0, 104 * max(row["share_high"] for row in told)], ticksuffix=" %")
    _stack(made, len(told))
    return Chart(
        name="complications",
        title=_most_told(told),
        subtitle=(
            "Share of the clients’ accounts that tell anything of how it went, in per cent. Dot: those that tell of it;"
            " line: what chance alone leaves open (95 % interval after Wilson). They are those who wrote, not those who"
            " were treated."
        ),
        alternative=(
            f"Of {told[0]['of_accounts']:,} clients’ accounts that tell how it went: "
            + "; ".join(f"{_words(row)} {row['n']:,}" for row in told)
            + ". Each has its interval drawn as a line."
        ),
        figure=made,
        columns=("What went wrong", "Accounts", "Of", "Share", "95 % interval", "Told second-hand"),
        rows=[_share_cells(row) for row in shares],
    )


def _words(row: Row) -> str:
    return str(row["complication"]).replace("_", " ")


def _most_told(told: Sequence[Row]) -> str:
    """What is told most, as a sentence: several where as many tell of each."""
    most = [_words(row) for row in told if row["n"] == told[0]["n"]]
    of = f"{told[0]['n']:,} of {told[0]['of_accounts']:,} clients’ accounts"
    if len(most) == 1:
        return f"Of what went wrong {most[0]} is told most: in {of}"
    if len(most) > _MOST_NAMED:
        return f"Nothing that went wrong stands out: no complication is told by more than {of}"
    return f"Of what went wrong {', '.join(most[:-1])} and {most[-1]} are told most: each in {of}"


def _share_cells(row: Row) -> tuple[str, ...]:
    key = f"complication_share/client, {row['complication']}/"
    share, low, high = (percent(row[name], key + name) for name in ("share", "share_low", "share_high"))
    counted = (count(row["n"], key + "n"), count(row["of_accounts"], key + "of_accounts"))
    return (_words(row), *counted, share, low + "–" + high, count(row["second_hand"], key + "second_hand"))


def _lasting(data: Data) -> Chart | None:
    by_teller = {name: [row for row in data["lasting"] if row["witness"] == name] for name in _TELLERS}
    told = {name: rows for name, rows in by_teller.items() if rows}
    if not told or not data["article"]:
        return None
    article = data["article"][0]
    low, high = (float(article[end]) for end in ("number_low", "number_high"))
    spread = {row["witness"]: row for row in data["spread"]}
    made = figure(110 + 76 * len(told))
    made.add_vrect(x0=low, x1=high, fillcolor=BAND, opacity=0.6, line_width=0, layer="below")
    label(made, low, f"the article: {low:g} to {high:g} months", anchor="left")
    for place, (name, rows) in enumerate(told.items()):
        _draw_statements(made, place, rows, spread[name])
    furthest = max(high, *(row["value"] for rows in told.values() for row in rows))
    made.update_xaxes(range=[0, 1.08 * furthest], title="months")
    _stack(made, len(told))
    return Chart(
        name="lasting",
        title=_how_long([spread[name] for name in told]),
        subtitle=(
            "Months that the colour lasts, of a range its midpoint; what providers say of their own work and what"
            " clients’ accounts tell apart. The larger a dot, the more say so; a line is the middle half of"
            " five or more."
        ),
        alternative=(
            f"The article says {low:g} to {high:g} months. "
            + " ".join(f"{spread[name]['n']:,} {_TELLERS[name][0]}: {_spread(spread[name])} months." for name in told)
        ),
        figure=made,
        columns=("Who says so", "From (months)", "To (months)", "How many"),
        rows=[_month_cells(row) for rows in told.values() for row in rows],
    )


def _draw_statements(made: go.Figure, place: int, rows: list[Row], spread: Row) -> None:
    words, color = _TELLERS[spread["witness"]]
    _draw_middle_half(made, place, spread, color)
    often = _often(rows)
    most = max(often.values())
    made.add_trace(
        go.Scatter(
            x=list(often),
            y=[place] * len(often),
            mode="markers+text",
            # Areas tell how many say so.
            marker={
                "color": color,
                "size": [6 + 16 * (times / most) ** 0.5 for times in often.values()],
                "opacity": 0.8,
            },
            text=[_times(times, len(often)) for times in often.values()],
            textposition="bottom center",
            textfont={"color": color},
            hovertemplate="%{x:g} months<extra></extra>",
        )
    )
    _label_above(made, place, f"{words} (n = {spread['n']:,})", shift=24)


def _often(rows: list[Row]) -> dict[float, int]:
    """How many say each number of months."""
    often: dict[float, int] = {}
    for row in rows:
        often[row["value"]] = often.get(row["value"], 0) + row["n"]
    return often


def _times(times: int, values: int) -> str:
    """How many say the same; beside many dots there is no room for it, and the table has it."""
    return f"{times:,} ×" if times > 1 and values <= _MOST_LABELLED else ""


def _draw_middle_half(made: go.Figure, place: int, row: Row, color: str) -> None:
    if row["observed_median"] is None:
        return
    made.add_trace(
        go.Scatter(
            x=[row["lower_quartile"], row["upper_quartile"]],
            y=[place, place],
            mode="lines",
            line={"color": color, "width": 8},
            opacity=0.35,
            hoverinfo="skip",
        )
    )


def _how_long(spread: list[Row]) -> str:
    """What each says, typically where five or more do."""
    told = []
    for row in spread:
        one, many = _SAYING[row["witness"]]
        told.append(f"{row['n']:,} {one if row['n'] == 1 else many} {_typical(row)} months")
    return "How long it lasts: " + ", ".join(told)


def _typical(row: Row) -> str:
    return _spread(row) if row["observed_median"] is None else f"typically {number(row['observed_median'])}"


def _spread(row: Row) -> str:
    low, high = number(row["observed_low"]), number(row["observed_high"])
    return f"{low}" if low == high else f"{low} to {high}"


def _month_cells(row: Row) -> tuple[str, ...]:
    ends = ["–" if row[end] is None else number(row[end]) for end in ("low", "high")]
    low, high = ("open" if row[end] is None else row[end] for end in ("low", "high"))
    name = f"longevity/{row['witness']} {low} {high}/n"
    return (_TELLERS[row["witness"]][0], *ends, count(row["n"], name))


def _label_above(made: go.Figure, place: int, text: str, shift: int = 17) -> None:
    """A row's name above its line, so that on a phone both have the whole width."""
    made.add_annotation(
        x=0,
        y=place,
        xref="paper",
        xanchor="left",
        yshift=shift,
        align="left",
        text=plain(text),
        showarrow=False,
        font={"color": INK},
    )


def _stack(made: go.Figure, rows: int) -> None:
    """Rows one below the other, without an axis of their own."""
    made.update_yaxes(range=[rows - 0.45, -0.75], showticklabels=False, showgrid=False)
    made.update_layout(margin={"l": 8, "r": 16, "t": 24, "b": 44})
