"""What a release found, in one sentence."""

from pathlib import Path

import duckdb

from reports.numbers import whole_dollars
from reports.rows import query_rows


def one_sentence(database: Path) -> str:
    """The typical first visit in the US, what it rests on, and how the article's range stands to it."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        us = query_rows(connection, "from headline limit 1")[0]
        claims = dict(connection.execute("select claim_id, number_low from claim").fetchall())
    if us["median_usd"] is None:
        return f"Comparable US prices known: {us['n']}. Too few to say what lip blushing typically costs."
    low, middle, high = (whole_dollars(us[name]) for name in ("lower_quartile_usd", "median_usd", "upper_quartile_usd"))
    bottom, top = whole_dollars(claims["average_price"]), whole_dollars(claims["top_price"])
    return (
        f"At {us['n']} US providers a first visit for lip blushing typically costs {middle} (the middle half {low} to"
        f" {high}), by prices recorded until {us['newest']}; of these {us['below']} below the article's {bottom},"
        f" {us['inside']} from there to {top}, {us['above']} above."
    )
