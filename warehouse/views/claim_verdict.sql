/*
description: >-
  The article, claim by claim, with our evidence and a verdict: holds, roughly, too low, too high, cannot tell yet. The same
  rule for claims of the same kind; fewer than five of what is counted tell nothing yet.
grain: one claim
uses: [claim_evidence]
columns:
  claim_id: The claim, as in table claim.
  claimed_low: The number the article gives, or its lower end, in the claim's unit; null where it gives none.
  claimed_high: Its upper end; null where it is open.
  judged_as: >-
    Which rule judges it. typical: the claimed number lies within the interval of our median (roughly: within a tenth of an
    end). range: our middle half lies within the claimed range (roughly: our median does). possible: at least one was seen;
    that none was seen refutes nothing. seldom: at most one in ten (roughly: fewer than half). named: all that are named were
    met (roughly: half of them). rule: at least two statements, none that a licence is required.
  missed_share: >-
    Where none was seen: were this share of all so, one of n would have been seen in 95 of 100 random samples.
  share: The share of n that was seen, for claims about how often.
  share_low: The lower end of its 95 % interval after Wilson.
  share_high: The upper end of that interval.
  verdict: holds, roughly, too low, too high, or cannot tell yet.
  evidence_in: The view or table whose rows it rests on.
*/
with rule(claim_id, judged_as, evidence_in) as (
    values
        ('average_price', 'typical', 'lip_price'),
        ('top_price', 'possible', 'lip_price'),
        ('bottom_price', 'possible', 'lip_price'),
        ('longevity', 'range', 'current_price'),
        ('longevity_one_client', 'typical', 'review'),
        ('duration', 'range', 'current_price'),
        ('healing', 'range', 'review'),
        ('pain', 'seldom', 'review'),
        ('swelling', 'possible', 'review'),
        ('risks', 'named', 'review'),
        ('names', 'named', 'current_price'),
        ('federal_rules', 'rule', 'regulation'),
        ('arizona_rules', 'rule', 'regulation'),
        ('new_york_city_rules', 'rule', 'regulation')
),

judged as (
    select
        claim.*,
        claim_evidence.* exclude (claim_id),
        rule.judged_as,
        rule.evidence_in,
        case when judged_as = 'seldom' and n > 0 then seen / n end as share
    from claim
    join claim_evidence using (claim_id)
    left join rule using (claim_id)
)

select
    claim_id,
    topic,
    statement,
    unit,
    number_low as claimed_low,
    number_high as claimed_high,
    counted,
    n,
    seen,
    against,
    of_named,
    observed_low,
    observed_median,
    observed_high,
    case when judged_as = 'possible' and seen = 0 and n > 0 then 1 - pow(0.05, 1 / n) end as missed_share,
    share,
    (share + 1.9208 / n - 1.96 * sqrt((share * (1 - share) + 0.9604 / n) / n)) / (1 + 3.8416 / n) as share_low,
    (share + 1.9208 / n + 1.96 * sqrt((share * (1 - share) + 0.9604 / n) / n)) / (1 + 3.8416 / n) as share_high,
    judged_as,
    case
        when judged_as = 'rule' then case when n >= 2 and against = 0 then 'holds' else 'cannot tell yet' end
        when n < 5 or judged_as is null then 'cannot tell yet'
        when judged_as = 'typical' then case
            when observed_low is null then 'cannot tell yet'
            when number_low between observed_low and observed_high then 'holds'
            when number_low between observed_low * 0.9 and observed_high * 1.1 then 'roughly'
            when number_low < observed_low then 'too low'
            else 'too high'
        end
        when judged_as = 'range' then case
            when observed_low >= number_low and observed_high <= number_high then 'holds'
            when observed_median between number_low and number_high then 'roughly'
            when observed_median > number_high then 'too low'
            else 'too high'
        end
        when judged_as = 'possible' then case when seen > 0 then 'holds' else 'cannot tell yet' end
        when judged_as = 'seldom' then case when share <= 0.1 then 'holds' when share < 0.5 then 'roughly' else 'too low' end
        when judged_as = 'named' then case
            when seen = of_named then 'holds' when seen * 2 >= of_named then 'roughly' else 'cannot tell yet'
        end
    end as verdict,
    evidence_in
from judged
order by list_position(['price', 'longevity', 'duration', 'healing', 'pain', 'risks', 'regulation', 'names'], topic), claim_id
