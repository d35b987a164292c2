-- The cheapest twelve: how many there are stands in `headline`.
select
    lip_price.provider,
    lip_price.country_name,
    lip_price.all_in_usd,
    lip_price.months_lasting,
    price_per_year.per_year_usd,
    lip_price.url,
    provider_id,
    count(*) over () as known
from price_per_year
join lip_price using (provider_id)
where price_per_year.per_year_usd is not null
order by price_per_year.per_year_usd, provider_id
limit 12
