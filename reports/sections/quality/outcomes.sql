-- Of each source its newest crawl: a crawl of some sources says nothing of the others.
select source, outcome, count(*) as pages, sum(items)::bigint as items, string_agg(detail, '; ') as detail
from (from page_outcome qualify run_id = max(run_id) over (partition by source))
group by source, outcome
order by source, outcome
