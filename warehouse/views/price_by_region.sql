/*
description: Comparable prices by state or region. Groups under five are counted and listed, never averaged.
grain: one region of one country
uses: [lip_price]
columns:
  n: How many prices, one per provider.
  median_usd: Half of the prices are below it, in US dollars of the day; null under five.
  lowest_usd: The lowest price in US dollars.
  highest_usd: The highest price in US dollars.
*/
select
    country,
    region,
    count(*) as n,
    case when count(*) >= 5 then round(quantile_cont(price_usd, 0.5), 2)::decimal(12, 2) end as median_usd,
    min(price_usd) as lowest_usd,
    max(price_usd) as highest_usd
from lip_price
group by country, region
order by n desc, country nulls last, region nulls last
