-- First visits whose page strikes out a higher price beside the one that holds.
select provider, service, price_low, price_high, regular_price, currency, url
from first_visit
where regular_price is not null
order by provider, service
limit 30
