-- The countries that can be chosen, the currency that most prices there are in, and their regions.
select
    country,
    country_name,
    mode(currency) as currency,
    list(distinct {'code': region, 'name': coalesce(region_name, region)} order by {'code': region, 'name': coalesce(region_name, region)})
        filter (region is not null) as regions
from lip_price
join (select observation_id, region_name from price_observation) using (observation_id)
where country is not null
group by country, country_name
order by country <> 'US', country_name
