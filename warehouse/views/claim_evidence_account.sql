/*
description: >-
  Pain, swelling and complications that accounts tell, for the claims they speak to. An account that is silent about one of
  these is not counted there: silence is not "none".
grain: one account, and for risks one complication of one account
uses: [claim_named]
columns:
  witness_id: The account.
  stated_by: The site.
  part: For risks, the complication; in the article's words where it names it.
  told: What is told, in words.
  says: How that stands to the claim; as claimed, or more or less than the article tells.
*/
with complication as (
    select review_id, site, url, unnest(string_split(complications, ';')) as told
    from review
    where complications <> ''
)

select
    'pain' as claim_id,
    review_id as witness_id,
    site as stated_by,
    null as part,
    pain || ' pain' as told,
    -- Severe pain is what "excruciating" means here; the article tells of less.
    case when pain = 'severe' then 'more' else 'as claimed' end as says,
    url
from review
where pain is not null

union all

select
    'swelling',
    review_id,
    site,
    null,
    case
        when swelling_days = 0 then 'no swelling'
        when swelling_days = 1 then 'swollen for a day'
        when swelling_days is not null then 'swollen for ' || regexp_replace(swelling_days::varchar, '\.?0+$', '') || ' days'
        else 'swollen for long'
    end,
    case when swelling_days = 0 then 'less' else 'as claimed' end,
    url
from review
where swelling_days is not null or list_contains(string_split(complications, ';'), 'prolonged_swelling')

union all

select
    'risks',
    review_id,
    site,
    coalesce(claim_named.part, replace(told, '_', ' ')),
    replace(told, '_', ' '),
    case when claim_named.part is null then 'more' else 'as claimed' end,
    url
from complication
left join claim_named on claim_named.claim_id = 'risks' and regexp_matches(complication.told, claim_named.pattern)
order by claim_id, told, witness_id
