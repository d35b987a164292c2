-- Over all procedures; a restatement is a change of our reading, not of the price.
select change, is_restatement, count(*) as n
from change_since_last_run
group by change, is_restatement
order by is_restatement, n desc, change
