select country, provider, price_usd, is_open_ended from lip_price order by country nulls last, price_usd, provider_id
