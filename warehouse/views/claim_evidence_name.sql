/*
description: The labels of first visits on lips that have a page, and which of the article's names each of them uses.
grain: one label of one provider, and where it uses several names one of these
uses: [first_visit, claim_named]
columns:
  witness_id: The provider.
  stated_by: The provider's name.
  part: The name it uses; null where it uses none of the article's.
  told: The label as found.
  says: As claimed where it uses one of the names, else other.
*/
select
    'names' as claim_id,
    provider_id as witness_id,
    provider as stated_by,
    claim_named.part,
    service as told,
    -- Another name says nothing against these.
    case when claim_named.part is null then 'other' else 'as claimed' end as says,
    min(url) as url
from first_visit
left join claim_named
    on claim_named.claim_id = 'names' and regexp_matches(lower(first_visit.service), claim_named.pattern)
where url is not null and procedure in ('lip_blush', 'full_lip_color', 'lip_liner', 'lip_neutralization')
group by provider_id, provider, claim_named.part, service
order by claim_named.part nulls last, provider_id, service
