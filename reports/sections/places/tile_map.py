"""A map of the US as tiles, one a state, drawn with shapes: Plotly's own maps would ask the network for their outlines.

Where each tile stands is in `tiles.csv`, after the tile grid that NPR made for its graphics.
"""

import csv
from functools import cache
from pathlib import Path

from reports.chart import Chart, figure
from reports.numbers import count, dollars, whole_dollars
from reports.palette import BLUSH, INK, QUIET, RULE
from reports.rows import Row

LEAST_STATES = 10
"""With fewer states to colour, a map says less than their list."""


def tile_map(regions: list[Row]) -> Chart | None:
    """The typical price by state; null while fewer than `LEAST_STATES` states have enough prices to be averaged."""
    averaged = {row["region"]: row for row in regions if row["median_usd"] is not None and row["region"] in _tiles()}
    if len(averaged) < LEAST_STATES:
        return None
    medians = {state: float(row["median_usd"]) for state, row in averaged.items()}
    lowest, highest = min(medians.values()), max(medians.values())
    made = figure(430)
    for state, (row, column) in _tiles().items():
        median = medians.get(state)
        strength = 0 if median is None else 0.12 + 0.6 * (median - lowest) / ((highest - lowest) or 1)
        tile = {"type": "rect", "x0": column - 0.47, "x1": column + 0.47, "y0": row - 0.47, "y1": row + 0.47}
        made.add_shape(**tile, fillcolor=BLUSH, opacity=strength, line={"width": 0})
        made.add_shape(**tile, line={"color": RULE, "width": 1})
        text = state if median is None else f"{state}<br>{whole_dollars(median)}"
        made.add_annotation(
            x=column, y=row, text=text, showarrow=False, font={"size": 11, "color": QUIET if median is None else INK}
        )
    made.update_xaxes(range=[-0.6, 10.6], visible=False)
    made.update_yaxes(range=[7.6, -0.6], visible=False)
    made.update_layout(margin={"l": 0, "r": 0, "t": 8, "b": 0})
    told = {state: whole_dollars(median) for state, median in medians.items()}
    cheapest, dearest = min(averaged, key=medians.__getitem__), max(averaged, key=medians.__getitem__)
    return Chart(
        name="states",
        title=f"The typical price by state: from {told[cheapest]} in {cheapest} to {told[dearest]} in {dearest}",
        subtitle="Median first visit in US dollars of the day; the stronger the colour the dearer, bare: under five.",
        alternative="Tiles, one a state. " + "; ".join(f"{state}: {told[state]}" for state in sorted(told)) + ".",
        figure=made,
        columns=("State", "Providers", "Median"),
        rows=[
            (
                state,
                count(row["n"], f"price_by_region/US/{state}/n"),
                dollars(row["median_usd"], f"price_by_region/US/{state}/median_usd"),
            )
            for state, row in sorted(averaged.items())
        ],
        narrow={f"annotations[{number}].font.size": 9 for number in range(len(_tiles()))} | {"height": 330},
    )


@cache
def _tiles() -> dict[str, tuple[int, int]]:
    with Path(__file__).with_name("tiles.csv").open(encoding="utf-8", newline="") as file:
        return {row["state"]: (int(row["row"]), int(row["column"])) for row in csv.DictReader(file)}
