/*
description: What the first visit and its touch-up cost together, and per year, where the provider tells enough.
is_stored: true
grain: one provider
uses: [lip_price]
columns:
  provider: The provider's name.
  touch_up_usd: The touch-up's price in US dollars; 0 where it is included.
  all_in_usd: First visit plus touch-up in US dollars.
  months_lasting: How long the provider says the result lasts, in months.
  per_year_usd: All-in price for each year that the provider says the result lasts; null where it does not say.
*/
select
    provider_id,
    provider,
    city,
    region,
    country,
    price_usd,
    touch_up_usd,
    touch_up_included,
    all_in_usd,
    months_lasting,
    round(all_in_usd / months_lasting * 12, 2)::decimal(12, 2) as per_year_usd,
    is_open_ended,
    url
from lip_price
where all_in_usd is not null
order by all_in_usd, provider_id
