"""Fills in a build whose the prices are: only all prices together tell who is the same provider."""

import duckdb
import pandas as pd

from pipeline.normalize.providers import MENTION, tell_providers

_MENTIONS = f"""select {", ".join(MENTION)}, count(*) as observations
    from price_observation group by all order by all"""  # noqa: S608 (our own names)
# A figure speaks of one provider where its sample is one and it credits somebody: so articles quote a clinic.
_QUOTES = """select distinct attributed_to as provider_name, city, region, country, null::varchar as provider_site
    from estimate where sample_size = 1 and attributed_to is not null order by all"""

# Ratings and accounts make no providers: they join one that has prices. The first of these that fits just one decides.
_SAME_PROVIDER = {
    "rating": (
        """provider_member.spelling is not distinct from provider_name
            and provider_member.city is not distinct from rating.city
            and provider_member.region is not distinct from rating.region
            and provider_member.country is not distinct from rating.country
            and provider_member.site is not distinct from provider_site""",
        "provider_member.site = provider_site",
        """lower(provider_member.spelling) = lower(provider_name)
            and coalesce(provider_member.country = rating.country, true)
            and coalesce(lower(provider_member.city) = lower(rating.city), true)""",
    ),
    "review": (
        "provider_member.site = provider_site",
        "lower(provider_member.spelling) = lower(provider_name)",
    ),
}


def fill_providers(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `provider` and `provider_member`, and the `provider_id` of every table that has one."""
    told = tell_providers(_frame(connection, _MENTIONS), _frame(connection, _QUOTES))
    for table, rows in (("provider", told.provider), ("provider_member", told.provider_member)):
        if not rows.empty:
            connection.register("told", rows)
            connection.execute(f"insert into {table} by name from told order by all")
            connection.unregister("told")
    _name(connection, "price_observation", told.of_mention, dict(zip(MENTION, MENTION, strict=True)))
    _name(connection, "estimate", told.of_quote, {name: name for name in MENTION[1:4]} | {MENTION[0]: "attributed_to"})
    for table, rules in _SAME_PROVIDER.items():
        for same in rules:
            _join(connection, table, same)


def _join(connection: duckdb.DuckDBPyConnection, table: str, same: str) -> None:
    """Name the provider of rows that have none yet, where one alone fits."""
    connection.execute(
        f"""update {table} set provider_id = found.provider_id
            from (
                select {table}.rowid as place, any_value(provider_member.provider_id) as provider_id
                from {table} join provider_member on {same}
                group by {table}.rowid
                having count(distinct provider_member.provider_id) = 1
            ) as found
            where {table}.rowid = found.place and {table}.provider_id is null"""  # noqa: S608 (our own names)
    )


def _name(connection: duckdb.DuckDBPyConnection, table: str, told: pd.DataFrame, columns: dict[str, str]) -> None:
    same = " and ".join(f"told.{ours} is not distinct from {table}.{theirs}" for ours, theirs in columns.items())
    only = " and sample_size = 1" if table == "estimate" else ""
    connection.register("told", told)
    connection.execute(f"update {table} set provider_id = told.provider_id from told where {same}{only}")  # noqa: S608
    connection.unregister("told")


def _frame(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    frame: pd.DataFrame = connection.sql(query).to_arrow_table().to_pandas()
    return frame
