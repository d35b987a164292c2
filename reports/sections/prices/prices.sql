-- Of more than 300 the first 300: the page stays one that opens, and the whole table lies beside it.
select *, count(*) over () as known
from lip_price
order by country <> 'US', country nulls last, price_usd, provider_id
limit 300
