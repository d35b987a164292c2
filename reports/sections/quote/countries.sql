-- The countries that can be chosen, and their regions.
select country, country_name, list(distinct region order by region) filter (region is not null) as regions
from lip_price
where country is not null
group by country, country_name
order by country <> 'US', country_name
