/*
description: >-
  The prices that a quote is compared with, by place: regions, countries and the world, each with at least five prices. A
  quote with its touch-up included is compared with all-in prices, any other with first visits.
is_stored: true
grain: one group of one kind of price
uses: [lip_price]
columns:
  compared: "first_visit: price_usd of lip_price; all_in: all_in_usd, first visit and touch-up together."
  country: ISO 3166 code of two letters; null for the world.
  region: The region, as in lip_price; null for the whole country and for the world.
  n: How many prices there are, one per provider.
  prices_usd: The prices in order; of more than 201 those at 201 evenly spaced ranks, so that reports do not grow with them.
*/
with priced as (
    select 'first_visit' as compared, country, country_name, region, price_usd from lip_price
    union all
    select 'all_in', country, country_name, region, all_in_usd from lip_price where all_in_usd is not null
),

grouped as (
    select * from priced where country is not null and region is not null
    union all
    select compared, country, country_name, null, price_usd from priced where country is not null
    union all
    select compared, null, null, null, price_usd from priced
),

placed as (
    select
        *,
        row_number() over (partition by compared, country, region order by price_usd) - 1 as place,
        count(*) over (partition by compared, country, region) as n
    from grouped
)

select
    compared,
    country,
    any_value(country_name) as country_name,
    region,
    n,
    list(price_usd order by price_usd)::decimal(12, 2)[] as prices_usd
from placed
where n >= 5 and (n <= 201 or place = round(round(place * 200.0 / (n - 1)) * (n - 1) / 200.0))
group by compared, country, region, n
order by compared, country nulls first, region nulls first
