-- Where the days of the US prices are from.
select
    count(*) filter (date_basis <> 'recorded_on') as dated,
    max(observed_at) filter (date_basis = 'recorded_on') as recorded_until,
    count(*) filter (date_basis = 'recorded_on') as recorded
from lip_price
where country = 'US'
