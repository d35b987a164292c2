"""Releases with any number of comparable prices, made of the published one."""

import shutil
from pathlib import Path

import duckdb

from tests.warehouse.edited import edited

STATES = "AL AZ CA CO FL GA IL MA MI NC NJ NV NY OH OR PA TN TX WA".split()  # noqa: SIM905 (a table of codes)


def resized(database: Path, target: Path, prices: int) -> Path:
    """A copy of a release with so many comparable prices: fewer of its own, or these again of other providers."""
    shutil.copyfile(database.resolve(), target)
    with edited(target) as connection:
        connection.execute(
            "create temp table kept as select provider_id from lip_price order by country <> 'US', provider_id"
        )
        [(known,)] = connection.execute("select count(*) from kept").fetchall()
        if prices < known:
            _remove(connection, prices)
        else:
            _repeat(connection, known, prices)
        [(found,)] = connection.execute("select count(*) from lip_price").fetchall()
    assert found == prices
    return target


def _remove(connection: duckdb.DuckDBPyConnection, prices: int) -> None:
    connection.execute(
        """delete from price_observation
           where kind = 'initial' and provider_id not in (select provider_id from kept limit ?)""",
        [prices],
    )


def _repeat(connection: duckdb.DuckDBPyConnection, known: int, prices: int) -> None:
    """Each repetition is of another state and a little dearer, so that groups and steps fill."""
    connection.execute(
        """create temp table more as
           select lip_price.observation_id, lip_price.provider_id, n
           from lip_price, range(1, ?) as again(n) order by n, provider_id limit ?""",
        [prices // known + 2, prices - known],
    )
    connection.execute(
        """insert into price_observation
           select observation.* replace (
               observation_id || '-' || n as observation_id,
               provider_id || '-' || n as provider_id,
               price_key || '-' || n as price_key,
               price_usd + n % 97 as price_usd,
               case when country = 'US' then list_extract(?, 1 + n % ?) else region end as region
           )
           from (select * from price_observation) as observation join more using (observation_id, provider_id)""",
        [STATES, len(STATES)],
    )
    connection.execute(
        """insert into provider
           select provider.* replace (provider.provider_id || '-' || n as provider_id)
           from provider join more using (provider_id)"""
    )
    connection.execute(
        """insert into price_history
           select history.* replace (history.last_observation_id || '-' || n as last_observation_id)
           from price_history as history join more on history.last_observation_id = more.observation_id"""
    )


def with_former_captures(database: Path, observations: int) -> None:
    """Give a release so many observations: each of its prices was captured before, at other amounts."""
    with edited(database) as connection:
        [(known,)] = connection.execute("select count(*) from price_observation").fetchall()
        connection.execute(
            """insert into price_observation
               select observation.* replace (
                   observation_id || '/' || n as observation_id,
                   price_usd - n as price_usd,
                   captured_at - to_days(7 * n) as captured_at,
                   observed_at - 7 * n::integer as observed_at
               )
               from price_observation as observation, range(1, ?) as capture(n) limit ?""",
            [observations // known + 2, observations - known],
        )
