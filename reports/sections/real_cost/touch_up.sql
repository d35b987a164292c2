-- Of the comparable prices, how many say that the touch-up is in them.
select
    scope,
    count(*) filter (touch_up_included) as included,
    count(*) filter (not touch_up_included) as extra,
    count(*) filter (touch_up_included is null) as not_said,
    count(*) as n
from lip_price
join (values ('US', true), ('World', false)) as scopes(scope, only_us) on not only_us or country = 'US'
group by scope
order by scope
