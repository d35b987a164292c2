/*
description: >-
  What providers charge beside and after the first visit, and for other ways to have it: one price of each provider and part,
  for the US and for the world. Groups under five are counted and listed, never averaged.
is_stored: true
grain: one part of the cost, in one scope
columns:
  scope: US or World.
  part: "touch_up: within about half a year of the first visit; annual_refresh: later; deposit; consultation; removal; correction: over the work of others; package: lips with other areas; model_special: with a trainee or as a model."
  position: Where the part stands in the order in which a client meets it.
  n: How many providers price it; free ones count.
  free_n: How many of these ask nothing for it.
  median_usd: Half of these prices are below it, in US dollars of the day; null under five.
  lower_quartile_usd: A quarter of them are below it; null under five.
  upper_quartile_usd: A quarter of them are above it; null under five.
  lowest_usd: The lowest.
  highest_usd: The highest.
caveat: >-
  A price for the lips goes before one for any area, and of several the cheapest counts (a touch-up soon after costs less than
  a late one); of refreshes the one nearest to a year after the first visit. Deposits are what pages call so; some are
  forfeited fees.
*/
with part(kind, position) as (
    values
        ('consultation', 1), ('deposit', 2), ('touch_up', 3), ('annual_refresh', 4), ('correction', 5), ('removal', 6),
        ('package', 7), ('model_special', 8)
),

one_each as (
    select kind, provider_id, country, price_usd
    -- As current_price, which is sorted: DuckDB would sort here too, and to no end.
    from price_observation
    semi join price_history on is_current and last_observation_id = observation_id
    where price_usd is not null and procedure in ('lip_blush', 'full_lip_color', 'pmu_any')
    qualify row_number() over (
        partition by kind, provider_id
        order by
            procedure = 'pmu_any',
            case when kind = 'annual_refresh' then abs(coalesce(days_after_high, days_after_low, 365) - 365) end,
            price_usd,
            observation_id
    ) = 1
)

select
    scope.scope,
    part.kind as part,
    part.position,
    count(*) as n,
    count(*) filter (price_usd = 0) as free_n,
    case when count(*) >= 5 then round(quantile_cont(price_usd, 0.5), 2) end::decimal(12, 2) as median_usd,
    case when count(*) >= 5 then round(quantile_cont(price_usd, 0.25), 2) end::decimal(12, 2) as lower_quartile_usd,
    case when count(*) >= 5 then round(quantile_cont(price_usd, 0.75), 2) end::decimal(12, 2) as upper_quartile_usd,
    min(price_usd) as lowest_usd,
    max(price_usd) as highest_usd
from part
join one_each using (kind)
join (values ('US', true), ('World', false)) as scope(scope, only_us) on not scope.only_us or one_each.country = 'US'
group by all
order by scope.scope, part.position
