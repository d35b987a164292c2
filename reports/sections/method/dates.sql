select date_basis, count(*) as prices, min(observed_at) as oldest, max(observed_at) as newest
from lip_price
group by date_basis
order by prices desc, date_basis
