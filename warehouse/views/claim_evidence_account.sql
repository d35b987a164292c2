/*
description: >-
  Pain, swelling and complications that accounts tell, for the claims they speak to. An account that is silent about one of
  these is not counted there: silence is not "none".
grain: one account, and for risks one complication of one account
uses: [claim_named, account]
columns:
  witness: "Who tells it: account (a client's) or testimonial (an artist's, or a client's that only the studio's own page shows)."
  witness_id: The account.
  stated_by: The site.
  part: For risks, the complication; in the article's words where it names it.
  told: What is told, in words; and that it is told second-hand, where its recorder says so.
  says: How that stands to the claim; as claimed, or more or less than the article tells.
*/
with teller as (
    select
        *,
        case told_by when 'client' then 'account' else 'testimonial' end as witness,
        case when is_second_hand then ', told second-hand' else '' end as how
    from account
),

complication as (
    select review_id, witness, site, url, how, unnest(string_split(complications, ';')) as told
    from teller
    where complications <> ''
)

select
    'pain' as claim_id,
    witness,
    review_id as witness_id,
    site as stated_by,
    null as part,
    coalesce(pain || ' pain', regexp_replace(pain_score_10::varchar, '\.?0+$', '') || ' of 10') || how as told,
    -- Severe pain is what "excruciating" means here, and of a score from 7 on; the article tells of less.
    case when coalesce(pain = 'severe', pain_score_10 >= 7) then 'more' else 'as claimed' end as says,
    url
from teller
where pain is not null or pain_score_10 is not null

union all

select
    'swelling',
    witness,
    review_id,
    site,
    null,
    case
        when swelling_days = 0 then 'no swelling'
        when swelling_days = 1 then 'swollen for a day'
        when swelling_days is not null then 'swollen for ' || regexp_replace(swelling_days::varchar, '\.?0+$', '') || ' days'
        else 'swollen for long'
    end || how,
    case when swelling_days = 0 then 'less' else 'as claimed' end,
    url
from teller
where swelling_days is not null or list_contains(string_split(complications, ';'), 'prolonged_swelling')

union all

select
    'risks',
    witness,
    review_id,
    site,
    coalesce(claim_named.part, replace(told, '_', ' ')),
    replace(told, '_', ' ') || how,
    case when claim_named.part is null then 'more' else 'as claimed' end,
    url
from complication
left join claim_named on claim_named.claim_id = 'risks' and regexp_matches(complication.told, claim_named.pattern)
order by claim_id, told, witness_id
