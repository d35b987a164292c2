select * from lip_price order by country <> 'US', country nulls last, price_usd, provider_id
