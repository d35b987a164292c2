-- How long it lasts, by who says so, and how many say the same; a range counts as its midpoint.
select witness, low, high, value, count(*) as n
from claim_evidence_number
where claim_id = 'longevity' and witness in ('provider', 'account')
group by witness, low, high, value
order by witness desc, value, low, high
