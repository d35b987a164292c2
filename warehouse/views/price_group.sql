/*
description: >-
  Prices in groups, by whatever the prices are asked for: what price_by_country, price_by_region, price_by_city,
  price_by_qualifier and price_by_procedure are made of. Groups under five are counted and listed, never averaged.
is_stored: true
grain: one group of one grouping
uses: [lip_price, first_visit]
columns:
  grouped_by: What the prices are grouped by; the columns that do not belong to it are null.
  n: How many prices, one per provider.
  median_usd: Half of the prices are below it, in US dollars of the day; null under five.
  lowest_usd: The lowest price in US dollars of the day.
  highest_usd: The highest price in US dollars of the day.
  currencies: The currencies the prices are stated in.
  lowest_local: The lowest price as stated, where all are in one currency; a range counts as its middle, an open end as what is known.
  median_local: Half of the prices as stated are below it, where all are in one currency; null under five.
  highest_local: The highest price as stated, where all are in one currency.
*/
with stated as (
    select *, (coalesce(price_low, price_high) + coalesce(price_high, price_low)) / 2 as local from lip_price
),

grouped(grouped_by, country, country_name, region, city, qualifier, procedure, price_usd, currency, local) as (
    select 'country', country, country_name, null, null, null, null, price_usd, currency, local from stated
    union all
    select 'region', country, country_name, region, null, null, null, price_usd, currency, local from stated
    union all
    select 'city', country, country_name, region, city, null, null, price_usd, currency, local from stated
    union all
    select 'qualifier', null, null, null, null, qualifier, null, price_usd, currency, local from stated
    union all
    -- lip_price has one procedure of each provider; here it counts once for every procedure that it prices.
    (
        select 'procedure', null, null, null, null, null, procedure, price_usd, currency, null
        from first_visit
        where place_in_provider is not null
        qualify row_number() over (partition by provider_id, procedure order by place_in_provider) = 1
    )
)

select
    grouped_by,
    country,
    any_value(country_name) as country_name,
    region,
    city,
    qualifier,
    procedure,
    count(*) as n,
    case when count(*) >= 5 then round(quantile_cont(price_usd, 0.5), 2)::decimal(12, 2) end as median_usd,
    min(price_usd) as lowest_usd,
    max(price_usd) as highest_usd,
    string_agg(distinct currency, ', ' order by currency) as currencies,
    case when count(distinct currency) = 1 then min(local) end::decimal(12, 2) as lowest_local,
    case when count(distinct currency) = 1 and count(*) >= 5 then round(quantile_cont(local, 0.5), 2) end::decimal(12, 2) as median_local,
    case when count(distinct currency) = 1 then max(local) end::decimal(12, 2) as highest_local
from grouped
group by grouped_by, country, region, city, qualifier, procedure
order by grouped_by, n desc, country nulls last, region nulls last, city nulls last, qualifier, procedure
