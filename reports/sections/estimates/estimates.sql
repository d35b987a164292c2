-- Every statement about lips, those too that are no estimate (one provider's price) or that cannot be brought into dollars.
select
    estimate_id,
    publisher,
    published,
    scope,
    statistic,
    price_low,
    price_high,
    currency,
    price_usd_low as low_usd,
    price_usd_high as high_usd,
    quality = 'likely_machine_written' as is_machine_written,
    sample_size is not distinct from 1 as is_one_price,
    url,
    note
from current_estimate as estimate
where about = 'lips'
order by coalesce(price_usd_low, 0), price_usd_high nulls last, publisher, estimate_id
