/*
description: Comparable prices by state or region. Groups under five are counted and listed, never averaged.
grain: one region of one country
uses: [price_group]
*/
select country, region, n, median_usd, lowest_usd, highest_usd
from price_group
where grouped_by = 'region'
order by n desc, country nulls last, region nulls last
