/*
description: >-
  The article, claim by claim: what it says, what was found, and a verdict. Every kind of evidence of which five or more speak
  must say the same; where one says that a claim holds and another that it does roughly, it does roughly; where they differ
  otherwise nobody can tell yet. A claim of which a part is not examined holds roughly at best. The rules are in verdict_rule.
is_stored: true
grain: one claim
uses: [claim_measure]
columns:
  claimed_low: The number claimed, or its lower end, in `unit`.
  claimed_high: Its upper end; null where the claim is "more than".
  n: How many speak to it, of the kind of evidence of which most do.
  counted: What n counts.
  observed_low: The lowest number these state, in `unit`. For prices this and what follows is in today's dollars.
  observed_median: The median of the numbers they state; null under five.
  observed_high: The highest number they state.
  median_low: Lower end of the 95 % interval of that median; null under six.
  median_high: Its upper end.
  as_claimed: How many of n say it as the article does.
  other_n: How many speak to it of the other kind of evidence, where there is one.
  other_counted: What other_n counts.
  verdict: "holds, roughly, too low (the article tells of less than was found), too high (of more), cannot tell yet."
  reason: The verdict's reason, in words.
  because: The reason with what it rests on, in words and numbers.
  rows_query: The query that lists the rows it rests on.
*/
with speaking as (
    select
        claim_id,
        count(*) as kinds,
        count(distinct verdict) as verdicts,
        bool_and(verdict in ('holds', 'roughly')) as is_supported,
        string_agg(counted || ': ' || verdict, '; ' order by position) as each_told
    from claim_measure
    where finding <> 'few'
    group by claim_id
),

evidence as (
    select
        *,
        row_number() over (partition by claim_id order by n desc, position) as place,
        string_agg(told, '; ') over (
            partition by claim_id order by position rows between unbounded preceding and unbounded following
        ) as all_told,
        lead(n) over (partition by claim_id order by n desc, position) as other_n,
        lead(counted) over (partition by claim_id order by n desc, position) as other_counted
    from claim_measure
),

judged as (
    select
        claim.claim_id,
        case
            when speaking.verdicts = 1 and not (verdict = 'holds' and claim.not_examined is not null) then evidence.verdict
            when speaking.is_supported then 'roughly'
            else 'cannot tell yet'
        end as verdict,
        case
            when speaking.verdicts > 1 then 'Kinds of evidence differ (' || speaking.each_told || ')'
            else evidence.reason
        end as reason
    from claim
    join evidence on evidence.claim_id = claim.claim_id and evidence.place = 1
    left join speaking on speaking.claim_id = claim.claim_id
)

select
    claim.claim_id,
    claim.statement,
    claim.topic,
    claim.form,
    claim.unit,
    claim.number_low as claimed_low,
    claim.number_high as claimed_high,
    evidence.n,
    evidence.counted,
    evidence.observed_low,
    evidence.observed_median,
    evidence.observed_high,
    evidence.median_low,
    evidence.median_high,
    evidence.as_claimed,
    evidence.share,
    evidence.share_low,
    evidence.share_high,
    evidence.missed_share,
    evidence.other_n,
    evidence.other_counted,
    judged.verdict,
    judged.reason,
    claim.not_examined,
    judged.reason || ': ' || evidence.all_told || '.' || coalesce(' ' || claim.not_examined, '') as because,
    case
        when claim.topic = 'price'
            then 'select provider, price_usd, price_usd_article, url from lip_price where country = ''US'' order by price_usd'
        else 'from claim_evidence where claim_id = ''' || claim.claim_id || ''''
    end as rows_query
from claim
join judged using (claim_id)
join evidence on evidence.claim_id = claim.claim_id and evidence.place = 1
order by list_position(['price', 'longevity', 'duration', 'healing', 'pain', 'risks', 'regulation', 'names'], claim.topic), claim.claim_id
