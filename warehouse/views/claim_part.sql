/*
description: >-
  The lists among the article's claims, thing by thing: what it names, and what was told of beside that.
is_stored: true
grain: one thing that one claim names or leaves out
uses: [claim_named, claim_evidence]
columns:
  part: The name or the risk.
  is_named: Whether the article names it.
  found: How many providers or accounts tell of it.
*/
with told as (
    select claim_id, part, count(distinct witness_id) as found
    from claim_evidence
    where part is not null
    group by claim_id, part
)

select
    claim_id,
    part,
    claim_named.part is not null as is_named,
    coalesce(told.found, 0) as found
from claim_named
full join told using (claim_id, part)
order by claim_id, is_named desc, found desc, part
