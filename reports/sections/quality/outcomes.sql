select source, outcome, count(*) as pages, sum(items)::bigint as items, string_agg(detail, '; ') as detail
from page_outcome
group by source, outcome
order by source, outcome
