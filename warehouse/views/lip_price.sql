/*
description: >-
  The comparable prices: first visit, lip blush or full lip colour, one per provider, in US dollars, with a page that a
  reader can check. Start here.
is_stored: true
grain: one provider
uses: [first_visit, touch_up_price]
columns:
  price_usd_today: >-
    price_usd in today's dollars: those of the last month of the US consumer price index, `price_index_until` in about.
  provider: The provider's name.
  touch_up_usd: The touch-up's price in US dollars; 0 where it is included, null where nothing is known.
  all_in_usd: >-
    First visit plus touch-up in US dollars; null where the page does not say whether the touch-up is included, and where
    its price is not known.
  months_lasting: How long the provider says the result lasts, in months; the middle of a range.
*/
with priced as (
    select
        first_visit.*,
        case
            when first_visit.touch_up_included then 0
            else coalesce(first_visit.touch_up_price * first_visit.usd_rate, touch_up_price.touch_up_usd)
        end::decimal(12, 2) as touch_up_in_usd
    from first_visit
    left join touch_up_price using (provider_id)
    where first_visit.left_out_because is null
)

select
    provider_id,
    provider,
    city,
    region,
    country,
    service,
    procedure,
    price_usd,
    price_usd_article,
    is_open_ended,
    price_low,
    price_high,
    currency,
    qualifier,
    touch_up_included,
    touch_up_in_usd as touch_up_usd,
    case when touch_up_included is not null then price_usd + touch_up_in_usd end::decimal(12, 2) as all_in_usd,
    ((coalesce(months_lasting_low, months_lasting_high) + coalesce(months_lasting_high, months_lasting_low)) / 2)::decimal(6, 1)
        as months_lasting,
    observed_at,
    date_basis,
    basis,
    url,
    url_role,
    country_name,
    observation_id,
    round(
        price_usd * article_factor * (select value::double from about where name = 'today_per_article_dollar'), 2
    )::decimal(12, 2) as price_usd_today
from priced
order by provider_id
