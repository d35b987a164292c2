-- Averages that others credit to RealSelf, whatever they are about.
select estimate_id, publisher, published, price_usd, estimate.url
from current_estimate as estimate
join estimate_origin
    on estimate_origin.origin = 'RealSelf'
    and regexp_matches(lower(concat_ws(' ', publisher, attributed_to)), estimate_origin.pattern)
where statistic = 'average' and price_usd is not null
order by published nulls last, publisher
