/*
description: How much was rejected in each run, and why.
grain: one reason in one file or on the pages of one source, in one run
columns:
  rows: How many rows.
  lines: The lines they stand in.
*/
select run_id, source, file, reason, count(*) as rows, list(line order by line) as lines
from rejected
group by run_id, source, file, reason
order by run_id desc, rows desc, source, file, reason
