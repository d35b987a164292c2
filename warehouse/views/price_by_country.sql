/*
description: Comparable prices by country. Groups under five are counted and listed, never averaged.
grain: one country
uses: [price_group]
*/
select country, country_name, n, median_usd, lowest_usd, highest_usd, currencies, lowest_local, median_local, highest_local
from price_group
where grouped_by = 'country'
order by n desc, country nulls last
