/*
description: >-
  Published estimates of a lip price in US dollars, beside how many comparable US prices lie within them. One clinic's
  price is no estimate and is left out.
grain: one published figure
uses: [lip_price, current_estimate]
columns:
  low_usd: The figure or its lower end in US dollars; null for a maximum.
  high_usd: The figure or its upper end in US dollars; null for a minimum.
  is_machine_written: True for content farms.
  prices_inside: >-
    How many comparable US prices lie within a range, or above a minimum, or below a maximum, ends included; null for
    averages and for other countries.
  prices: How many comparable US prices there are.
*/
select
    estimate.estimate_id,
    estimate.publisher,
    estimate.published,
    estimate.scope,
    estimate.country,
    estimate.statistic,
    estimate.price_usd_low as low_usd,
    estimate.price_usd_high as high_usd,
    estimate.currency,
    estimate.sample_size,
    estimate.attributed_to,
    estimate.quality = 'likely_machine_written' as is_machine_written,
    case
        when estimate.statistic not in ('average', 'median') and coalesce(estimate.country, 'US') = 'US' then (
            select count(*) from lip_price
            where country = 'US'
                and price_usd >= coalesce(estimate.price_usd_low, 0)
                and price_usd <= coalesce(estimate.price_usd_high, 'infinity'::double)
        )
    end as prices_inside,
    (select count(*) from lip_price where country = 'US') as prices,
    estimate.url,
    estimate.note
from current_estimate as estimate
where estimate.about = 'lips' and estimate.price_usd is not null and estimate.sample_size is distinct from 1
order by coalesce(estimate.price_usd_low, 0), estimate.price_usd_high nulls last, estimate.publisher, estimate.estimate_id
