"""Where: comparable prices by country, in local money and in dollars, and by state and city of the US."""

import plotly.graph_objects as go

from reports.chart import Chart, dollar_axis, draw_article_range, figure, plain
from reports.numbers import count, dollars, whole_dollars
from reports.palette import BLUSH, INK, SLATE
from reports.rows import Row
from reports.section import Data
from reports.sections.places.tile_map import tile_map

ORDER = 40
HEADING = "Where"

_LONGEST_LIST = 30


def charts(data: Data) -> dict[str, Chart]:
    """Every comparable price, by country, and a map of the states once enough of them can be averaged."""
    found = {"states": tile_map(data["regions"]), "countries": _by_country(data)}
    return {name: chart for name, chart in found.items() if chart}


def _by_country(data: Data) -> Chart | None:
    countries = data["countries"]
    if not countries:
        return None
    drawn = countries[:_LONGEST_LIST]
    place = {row["country"]: number for number, row in enumerate(drawn)}
    prices = [row for row in data["prices"] if row["country"] in place]
    made = figure(100 + 40 * len(drawn))
    made.add_trace(
        go.Scatter(
            x=[float(row["price_usd"]) for row in prices],
            y=[place[row["country"]] for row in prices],
            mode="markers",
            marker={
                "size": 10,
                "opacity": 0.75,
                "color": [BLUSH if row["country"] == "US" else SLATE for row in prices],
                "symbol": ["circle-open" if row["is_open_ended"] else "circle" for row in prices],
                "line": {"width": 2},
            },
            customdata=[plain(row["provider"]) for row in prices],
            hovertemplate="%{customdata}: $%{x:,.0f}<extra></extra>",
        )
    )
    for row in drawn:
        # Above its line, so that names take no width from the prices on a phone.
        made.add_annotation(
            x=0,
            y=place[row["country"]],
            xref="paper",
            xanchor="left",
            yshift=14,
            text=f"{_name(row)} (n = {row['n']:,})",
            showarrow=False,
            font={"color": INK, "size": 12},
        )
    article = data["article"][0]
    draw_article_range(made, float(article["low"]), float(article["high"]))
    made.update_yaxes(range=[len(drawn) - 0.5, -0.9], showticklabels=False, showgrid=False)
    dollar_axis(made, max(float(article["high"]), *(float(row["highest_usd"]) for row in drawn)))
    return Chart(
        name="countries",
        title=_finding(countries),
        subtitle="First visits in US dollars at the rate of the day; one point a provider. Hollow: a price “from”.",
        alternative=_in_words(drawn),
        figure=made,
        columns=("Country", "Providers", "Median", "Lowest", "Highest"),
        rows=[_cells(row) for row in countries],
    )


def _name(row: Row) -> str:
    return row["country_name"] or "country not known"


def _finding(countries: list[Row]) -> str:
    prices = sum(row["n"] for row in countries)
    most = countries[0]
    known = sum(row["country"] is not None for row in countries)
    provider, country = ("provider" if prices == 1 else "providers"), ("country" if known == 1 else "countries")
    return f"{prices:,} {provider} in {known} {country}: {most['n']:,} of them in {_name(most)}"


def _in_words(countries: list[Row]) -> str:
    told = "; ".join(
        f"{_name(row)}: {row['n']} from {whole_dollars(row['lowest_usd'])} to {whole_dollars(row['highest_usd'])}"
        for row in countries
    )
    return f"Points on a line for each country. {told}."


def _cells(row: Row) -> tuple[str, ...]:
    key = f"price_by_country/{row['country']}/"
    median = "under five" if row["median_usd"] is None else dollars(row["median_usd"], key + "median_usd")
    return (
        _name(row),
        count(row["n"], key + "n"),
        median,
        dollars(row["lowest_usd"], key + "lowest_usd"),
        dollars(row["highest_usd"], key + "highest_usd"),
    )
