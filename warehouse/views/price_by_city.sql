/*
description: Comparable prices by city. Groups under five are counted and listed, never averaged.
grain: one city of one region of one country
uses: [price_group]
caveat: Cities are named as their pages spell them; a provider whose city is not known stands under null.
*/
select country, region, city, n, median_usd, lowest_usd, highest_usd
from price_group
where grouped_by = 'city'
order by n desc, country nulls last, region nulls last, city nulls last
