-- First visit and touch-up together, of the US providers that tell both.
select
    count(*) as n,
    case when count(*) >= 5 then round(quantile_cont(all_in_usd, 0.5), 2) end::decimal(12, 2) as median_usd,
    case when count(*) >= 5 then round(quantile_cont(all_in_usd, 0.25), 2) end::decimal(12, 2) as lower_quartile_usd,
    case when count(*) >= 5 then round(quantile_cont(all_in_usd, 0.75), 2) end::decimal(12, 2) as upper_quartile_usd
from all_in_price
where country = 'US'
