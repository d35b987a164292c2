select verdict, count(*) as claims
from claim_verdict
group by verdict
order by list_position(['holds', 'roughly', 'too low', 'too high', 'cannot tell yet'], verdict)
