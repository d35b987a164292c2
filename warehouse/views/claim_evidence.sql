/*
description: >-
  Every piece of evidence that the verdicts on the article's claims rest on, but for prices, which are in lip_price.
is_stored: true
grain: one piece of evidence for one claim
uses: [claim_evidence_number, claim_evidence_account, claim_evidence_rule, claim_evidence_name]
columns:
  witness: "Who states it: provider, account, page (about rules) or label (of a first visit)."
  witness_id: The provider, the account or the statement; several pieces of one are counted once.
  stated_by: The provider's name, or the site.
  part: For lists, the thing that is told of; null where a label uses none of the article's names.
  told: What is told, in words; null for numbers.
  says: >-
    How it stands to the claim: as claimed, more or less than the article tells, or other. Null where a page does not answer,
    and for numbers, which claim_count holds against claim_reach.
caveat: >-
  Providers advertise. Who writes an account is no fair sample of who has had the treatment, and one account may stand on two
  sites.
*/
select claim_id, witness, witness_id, stated_by, null as part, null as told, low, high, value, null as says, url
from claim_evidence_number

union all

select claim_id, 'account', witness_id, stated_by, part, told, null, null, null, says, url
from claim_evidence_account

union all

select claim_id, 'page', witness_id, stated_by, null, told, null, null, null, says, url
from claim_evidence_rule

union all

select claim_id, 'label', witness_id, stated_by, part, told, null, null, null, says, url
from claim_evidence_name
order by claim_id, witness desc, says, value, told, witness_id, part
