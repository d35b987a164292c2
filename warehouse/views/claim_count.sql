/*
description: >-
  What speaks to each claim, counted: for each kind of evidence how many say it, and for numbers their spread. Prices of US
  providers are held against a claim twice, in today's dollars and in those of the article's date.
is_stored: true
grain: one kind of evidence for one claim
uses: [lip_price, claim_evidence, claim_reach]
columns:
  witness: "Who states it: price today, price then (in dollars of the article's date), provider, account, page or label."
  position: The order in which the kinds of evidence for a claim are told.
  counted: What is counted, in words.
  as_claimed_means: What it means that one of these is as claimed, in words.
  n: How many providers, accounts or pages speak to it, each counted once.
  silent: How many were looked at that do not answer, where such are kept.
  observed_low: The lowest number stated, in the claim's unit.
  observed_median: The median of the numbers stated; null under five.
  observed_high: The highest number stated.
  lower_quartile: A quarter of the numbers are below it; null under five.
  upper_quartile: A quarter of the numbers are above it; null under five.
  median_low: >-
    Lower end of the 95 % interval of the median, by order statistics (Campbell and Gardner, BMJ 1988;296:1454), as in
    headline; null under six.
  median_high: Its upper end.
  as_claimed: How many of n say it as the article does; for numbers, how many lie within claim_reach.
  less: How many tell of less than the article does.
  more: How many tell of more than the article does.
*/
with asked(claim_id, witness, position, noun, about, as_claimed_means) as (
    values
        ('average_price', 'price today', 1, 'US provider', ', in today''s dollars', 'within a tenth of it'),
        ('average_price', 'price then', 2, 'US provider', ', in dollars of the article''s date', 'within a tenth of it'),
        ('top_price', 'price today', 1, 'US provider', ', in today''s dollars', 'above it'),
        ('top_price', 'price then', 2, 'US provider', ', in dollars of the article''s date', 'above it'),
        ('bottom_price', 'price today', 1, 'US provider', ', in today''s dollars', 'in the low hundreds'),
        ('bottom_price', 'price then', 2, 'US provider', ', in dollars of the article''s date', 'in the low hundreds'),
        ('longevity', 'provider', 1, 'provider', ' stating how long it lasts', 'within it'),
        ('longevity', 'account', 2, 'account', ' telling how long it lasted', 'within it'),
        ('longevity_one_client', 'account', 1, 'account', ' telling how long it lasted', 'about a year'),
        ('duration', 'provider', 1, 'provider', ' stating how long it takes', 'within it'),
        ('duration', 'account', 2, 'account', ' telling how long it took', 'within it'),
        ('healing', 'provider', 1, 'provider', ' stating how long it heals', 'within it'),
        ('healing', 'account', 2, 'account', ' telling how long it healed', 'within it'),
        ('pain', 'account', 1, 'account', ' telling of pain or of none', 'without severe pain'),
        ('swelling', 'account', 1, 'account', ' telling of swelling or of none', 'with swelling'),
        ('risks', 'account', 1, 'account', ' telling of a complication', 'telling of nothing but what the article names'),
        ('federal_rules', 'page', 1, 'page', ' saying whether a federal licence is needed', 'saying that none is'),
        ('arizona_rules', 'page', 1, 'page', ' saying whether Arizona asks for a licence', 'saying that it does not'),
        ('new_york_city_rules', 'page', 1, 'page', ' saying how many hours New York City asks for', 'saying three'),
        ('names', 'label', 1, 'provider', ' whose first visit has a label', 'using one of these names')
),

-- Who tells of two complications is one account: what goes furthest beyond the article counts.
witnessed as (
    select
        claim_id,
        witness,
        min(value)::double as value,
        arg_min(says, list_position(['more', 'less', 'as claimed', 'other'], says)) as says
    from claim_evidence
    group by claim_id, witness, witness_id

    union all

    select
        asked.claim_id,
        asked.witness,
        case asked.witness when 'price today' then price_usd_today else price_usd_article end::double,
        null
    from lip_price
    join asked on asked.witness in ('price today', 'price then')
    where lip_price.country = 'US'
),

compared as (
    select
        witnessed.* exclude (says),
        case
            when value is null then says
            when value < reach_low or (is_more_than and value = reach_low) then 'less'
            when value > reach_high then 'more'
            else 'as claimed'
        end as says
    from witnessed
    left join claim_reach using (claim_id)
)

select
    claim.claim_id,
    asked.witness,
    any_value(asked.position) as position,
    any_value(noun) || case count(says) when 1 then '' else 's' end || any_value(about) as counted,
    any_value(asked.as_claimed_means) as as_claimed_means,
    count(says) as n,
    count(compared.witness) - count(says) as silent,
    min(value) as observed_low,
    case when n >= 5 then round(quantile_cont(value, 0.5), 2) end as observed_median,
    max(value) as observed_high,
    case when n >= 5 then round(quantile_cont(value, 0.25), 2) end as lower_quartile,
    case when n >= 5 then round(quantile_cont(value, 0.75), 2) end as upper_quartile,
    case when n >= 6 then list_sort(list(value))[round(n / 2 - 1.96 * sqrt(n) / 2)::integer] end as median_low,
    case when n >= 6 then list_sort(list(value))[round(1 + n / 2 + 1.96 * sqrt(n) / 2)::integer] end as median_high,
    count(*) filter (says = 'as claimed') as as_claimed,
    count(*) filter (says = 'less') as less,
    count(*) filter (says = 'more') as more
from claim
join asked using (claim_id)
left join compared on compared.claim_id = claim.claim_id and compared.witness = asked.witness
group by claim.claim_id, asked.witness
order by claim.claim_id, position
