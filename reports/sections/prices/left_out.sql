select left_out_because, provider, service, price_low, price_high, currency, url, count(*) over () as known
from first_visit
where left_out_because is not null
order by left_out_because, provider, service, observation_id
limit 300
