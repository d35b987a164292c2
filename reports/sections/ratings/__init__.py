"""Price against rating: what providers that are rated by clients ask."""

import plotly.graph_objects as go

from reports.chart import Chart, dollar_axis, figure, plain
from reports.numbers import count, dollars, stars
from reports.palette import BLUSH
from reports.rows import Row
from reports.section import Data

ORDER = 57
HEADING = "Are dear studios rated better?"

FEWEST = 5


def charts(data: Data) -> dict[str, Chart]:
    """Prices against ratings, once five providers have both."""
    pairs = [row for row in data["pairs"] if row["shrunk_rating"] is not None]
    return {"ratings": _chart(pairs)} if len(pairs) >= FEWEST else {}


def _chart(pairs: list[Row]) -> Chart:
    made = figure(380)
    made.add_trace(
        go.Scatter(
            x=[float(row["price_usd"]) for row in pairs],
            y=[row["shrunk_rating"] for row in pairs],
            mode="markers",
            marker={"color": BLUSH, "size": 10, "opacity": 0.6},
            customdata=[[plain(row["provider"]), row["review_count"]] for row in pairs],
            hovertemplate="%{customdata[0]}: $%{x:,.0f}, %{y:.2f} of 5 (%{customdata[1]:,} reviews)<extra></extra>",
        )
    )
    dollar_axis(made, max(float(row["price_usd"]) for row in pairs))
    lowest = min(row["shrunk_rating"] for row in pairs)
    made.update_xaxes(title="first visit")
    made.update_yaxes(title="rating of 5", range=[lowest - 0.05 * (5.2 - lowest), 5 + 0.05 * (5.2 - lowest)], nticks=5)
    return Chart(
        name="ratings",
        title=_finding(pairs[0]),
        subtitle=(
            "First visit in US dollars against the rating of 5, drawn towards what is usual where it rests on few"
            " reviews. Ratings are about studios, not lips; what goes together need not be cause and effect."
            + _left_out(pairs)
        ),
        alternative=(
            f"A point for each of {pairs[0]['rated']:,} providers. {_finding(pairs[0])}."
            " The table has their prices and ratings."
        ),
        figure=made,
        columns=("Provider", "First visit", "With touch-up", "Rating of 5", "Drawn towards the usual", "Reviews"),
        rows=[_cells(row) for row in pairs],
    )


def _left_out(pairs: list[Row]) -> str:
    missing = pairs[0]["rated"] - len(pairs)
    return f" {missing:,} more are not drawn; which ones has nothing to do with either." if missing > 0 else ""


def _finding(row: Row) -> str:
    """How many of either half are rated above the middle: of all, also where not all are drawn."""
    dearer, cheaper = (f"{row[f'{half}_above']:,} of the {row[half]:,} {half}" for half in ("dearer", "cheaper"))
    return f"Rated above the middle are {dearer} providers and {cheaper} ones"


def _cells(row: Row) -> tuple[str, ...]:
    key = f"price_and_rating/{row['provider_id']}/"
    all_in = "–" if row["all_in_usd"] is None else dollars(row["all_in_usd"], key + "all_in_usd")
    rated = (stars(row[name], key + name) for name in ("rating", "shrunk_rating"))
    counted = count(row["review_count"], key + "review_count")
    return (row["provider"] or "not named", dollars(row["price_usd"], key + "price_usd"), all_in, *rated, counted)
