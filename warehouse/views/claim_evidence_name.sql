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
with visit as (
    select provider_id, provider, service, url
    from first_visit
    where url is not null and procedure in ('lip_blush', 'full_lip_color', 'lip_liner', 'lip_neutralization')
),

-- Many providers share a label: each is looked at once.
named as (
    select label.service, claim_named.part
    from (select distinct service from visit) as label
    join claim_named on claim_named.claim_id = 'names' and regexp_matches(lower(label.service), claim_named.pattern)
)

select
    'names' as claim_id,
    provider_id as witness_id,
    provider as stated_by,
    named.part,
    service as told,
    -- Another name says nothing against these.
    case when named.part is null then 'other' else 'as claimed' end as says,
    min(url) as url
from visit
left join named using (service)
group by provider_id, provider, named.part, service
order by named.part nulls last, provider_id, service
