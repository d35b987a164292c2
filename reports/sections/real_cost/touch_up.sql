-- Of the comparable prices, how many say that the touch-up is in them.
select
    scope,
    count(*) filter (touch_up_included) as included,
    count(*) filter (not touch_up_included) as extra,
    count(*) filter (touch_up_included is null) as not_said,
    count(touch_up_usd) filter (not touch_up_included) as extra_priced,
    case
        when count(touch_up_usd) filter (not touch_up_included) >= 5
            then round(quantile_cont(touch_up_usd, 0.5) filter (not touch_up_included), 2)
    end::decimal(12, 2) as extra_median_usd,
    count(*) as n
from lip_price
join (values ('US', true), ('World', false)) as scopes(scope, only_us) on not only_us or country = 'US'
group by scope
order by scope
