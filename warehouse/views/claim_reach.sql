/*
description: >-
  How far the numbers of each claim reach when evidence is held against them: a tenth further at each end where the claim says
  what is usual, and a tenth around a single number; exactly as far as stated where a range or "more than" is said to occur.
grain: one claim that has a number
columns:
  reach_low: The lowest number that counts as claimed.
  reach_high: The highest; infinity where the claim is "more than".
  is_more_than: True where the claim is "more than"; then reach_low itself is not as claimed.
*/
select
    claim_id,
    number_low::double * case when form = 'typical_number' or number_low = number_high then 0.9 else 1 end as reach_low,
    coalesce(
        number_high::double * case when form = 'typical_number' or number_low = number_high then 1.1 else 1 end, 'infinity'
    ) as reach_high,
    number_high is null as is_more_than
from claim
where number_low is not null
order by claim_id
