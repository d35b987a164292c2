/*
description: How much was rejected, and why.
grain: one reason in one file
columns:
  rows: How many rows.
  lines: The lines they stand in.
*/
select source, file, reason, count(*) as rows, list(line order by line) as lines
from rejected
group by source, file, reason
order by rows desc, source, file, reason
