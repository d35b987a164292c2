/*
description: The labels of first visits on lips that have a page, and which of the article's names each of them uses.
is_stored: true
grain: one label of one provider, and where it uses several names one of these
uses: [first_visit, claim_named]
columns:
  witness_id: The provider.
  stated_by: The provider's name.
  part: The name it uses; null where it uses none of the article's.
  told: The label as found.
  says: As claimed where it uses one of the names, else other.
*/
with offered as (
    select provider_id, provider, service, url
    from first_visit
    where url is not null and procedure in ('lip_blush', 'full_lip_color', 'lip_liner', 'lip_neutralization')
),

label as (
    -- Most labels are those of many providers: each is searched once.
    select service, claim_named.part
    from (select distinct service from offered) as stated
    left join claim_named
        on claim_named.claim_id = 'names' and regexp_matches(lower(stated.service), claim_named.pattern)
)

select
    'names' as claim_id,
    provider_id as witness_id,
    provider as stated_by,
    label.part,
    service as told,
    -- Another name says nothing against these.
    case when label.part is null then 'other' else 'as claimed' end as says,
    min(url) as url
from offered
join label using (service)
group by provider_id, provider, label.part, service
order by label.part nulls last, provider_id, service
