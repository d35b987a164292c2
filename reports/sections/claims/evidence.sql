-- Of more than 20 pieces of evidence for a claim the first 20: the page stays one that opens.
select *, count(*) over (partition by claim_id) as known
from claim_evidence
qualify row_number() over (
    partition by claim_id order by says = 'other', witness desc, says, value, told, witness_id, part
) <= 20
order by claim_id, says = 'other', witness desc, says, value, told, witness_id, part
