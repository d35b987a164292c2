"""Where: comparable prices by country, each provider a point."""

import plotly.graph_objects as go

from reports.chart import Chart, draw_article_range, figure, plain
from reports.numbers import whole_dollars
from reports.palette import BLUSH, SLATE
from reports.rows import Row
from reports.section import Data

ORDER = 20
HEADING = "By country"


def charts(data: Data) -> dict[str, Chart]:
    """Every comparable price, by country."""
    countries = data["countries"]
    if not countries:
        return {}
    label = {row["country"]: f"{_name(row)} (n = {row['n']})" for row in countries}
    article = data["article"][0]
    made = figure(120 + 26 * len(countries))
    made.add_trace(
        go.Scatter(
            x=[float(row["price_usd"]) for row in data["prices"]],
            y=[label[row["country"]] for row in data["prices"]],
            mode="markers",
            marker={
                "size": 10,
                "opacity": 0.75,
                "color": [BLUSH if row["country"] == "US" else SLATE for row in data["prices"]],
                "symbol": ["circle-open" if row["is_open_ended"] else "circle" for row in data["prices"]],
                "line": {"width": 2},
            },
            customdata=[plain(row["provider"]) for row in data["prices"]],
            hovertemplate="%{customdata}: $%{x:,.0f}<extra></extra>",
        )
    )
    draw_article_range(made, float(article["low"]), float(article["high"]))
    made.update_yaxes(categoryorder="array", categoryarray=[label[row["country"]] for row in reversed(countries)])
    made.update_xaxes(tickprefix="$", rangemode="tozero", title="first visit")
    return {
        "countries": Chart(
            name="countries",
            title=_finding(countries),
            subtitle="First visits in US dollars at the rate of the day; one point a provider. Hollow: a price “from”.",
            alternative=_in_words(countries),
            figure=made,
            columns=("Country", "Providers", "Median", "Lowest", "Highest"),
            rows=[_cells(row) for row in countries],
        )
    }


def _name(row: Row) -> str:
    return row["country_name"] or "country not known"


def _finding(countries: list[Row]) -> str:
    prices = sum(row["n"] for row in countries)
    most = countries[0]
    known = sum(row["country"] is not None for row in countries)
    return f"{prices} providers in {known} countries: {most['n']} of them in {_name(most)}"


def _in_words(countries: list[Row]) -> str:
    told = "; ".join(
        f"{_name(row)}: {row['n']} from {whole_dollars(row['lowest_usd'])} to {whole_dollars(row['highest_usd'])}"
        for row in countries
    )
    return f"Points on a line for each country. {told}."


def _cells(row: Row) -> tuple[str, ...]:
    median = "under five" if row["median_usd"] is None else whole_dollars(row["median_usd"])
    return (
        _name(row),
        f"{row['n']:,}",
        median,
        whole_dollars(row["lowest_usd"]),
        whole_dollars(row["highest_usd"]),
    )
