/*
description: >-
  What a year of coloured lips costs: first visit and touch-up over the months that the provider itself says the result
  lasts; and what is missing where that cannot be told.
is_stored: true
grain: one provider
uses: [lip_price, all_in_price]
columns:
  missing_because: What the provider does not tell; null where there is a price per year.
*/
select
    provider_id,
    lip_price.provider,
    lip_price.city,
    lip_price.region,
    lip_price.country,
    lip_price.price_usd,
    lip_price.all_in_usd,
    lip_price.months_lasting,
    all_in_price.per_year_usd,
    case
        when lip_price.touch_up_included is null then 'does not say whether the touch-up is included'
        when lip_price.all_in_usd is null then 'the touch-up''s price is not known'
        when lip_price.months_lasting is null then 'does not say how long the result lasts'
    end as missing_because,
    lip_price.is_open_ended,
    lip_price.url
from lip_price
left join all_in_price using (provider_id)
order by all_in_price.per_year_usd nulls last, provider_id
