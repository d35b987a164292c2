-- How long it lasts, by who says so; a range counts as its midpoint.
select witness, witness_id, stated_by, low, high, value, url
from claim_evidence_number
where claim_id = 'longevity' and witness in ('provider', 'account')
order by witness desc, value, stated_by, witness_id
