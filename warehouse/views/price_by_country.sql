/*
description: Comparable prices by country. Groups under five are counted and listed, never averaged.
grain: one country
uses: [lip_price]
columns:
  n: How many prices, one per provider.
  median_usd: Half of the prices are below it, in US dollars of the day; null under five.
  lowest_usd: The lowest price in US dollars.
  highest_usd: The highest price in US dollars.
  currencies: The currencies the prices are stated in.
*/
select
    country,
    any_value(country_name) as country_name,
    count(*) as n,
    case when count(*) >= 5 then round(quantile_cont(price_usd, 0.5), 2)::decimal(12, 2) end as median_usd,
    min(price_usd) as lowest_usd,
    max(price_usd) as highest_usd,
    string_agg(distinct currency, ', ' order by currency) as currencies
from lip_price
group by country
order by n desc, country nulls last
