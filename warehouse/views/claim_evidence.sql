/*
description: >-
  What today's tables say to each checkable claim of the article, in numbers; claim_verdict judges them. A claim of which
  nothing is known stands here with n = 0.
grain: one claim
uses: [headline, current_price, lip_price, rule_place]
columns:
  claim_id: The claim, as in table claim.
  counted: What n counts.
  n: How many of them speak to the claim.
  seen: How many of these bear it out, for claims that something happens; of names and risks, how many of those named were met.
  against: How many of the statements about a rule say the opposite, that a licence is required; null for other claims.
  of_named: How many names or risks the article names; null for other claims.
  observed_low: >-
    For the average price the lower end of the 95 % interval of our median, for lasting and taking time the lower quartile,
    for the bottom and top price the lowest price. In the claim's unit.
  observed_median: The median of what is counted, from five on.
  observed_high: The counterpart of observed_low.
caveat: Who writes an account is no fair sample of who has had the treatment, and providers advertise.
*/
with us as materialized (
    from headline where selection = 'US providers'
),

first_visit_said as (
    select
        provider_id,
        median((coalesce(months_lasting_low, months_lasting_high) + coalesce(months_lasting_high, months_lasting_low)) / 2) as months,
        median((coalesce(duration_minutes_low, duration_minutes_high) + coalesce(duration_minutes_high, duration_minutes_low)) / 2)
            as minutes
    from current_price
    where kind = 'initial' and procedure in ('lip_blush', 'full_lip_color')
    group by provider_id
),

account(claim_id, amount) as (
    select 'longevity_one_client', longevity_months from review where longevity_months is not null
    union all
    select 'healing', healing_days from review where healing_days is not null
),

said(claim_id, counted, amount) as (
    select 'longevity', 'providers that say how long it lasts', months from first_visit_said where months is not null
    union all
    select 'duration', 'providers that say how long it takes', minutes from first_visit_said where minutes is not null
    union all
    select claim_id, 'accounts that say it', amount from account
),

spread as (
    select
        claim_id,
        any_value(counted) as counted,
        count(*) as n,
        case when count(*) >= 5 then quantile_cont(amount, 0.25) end as observed_low,
        case when count(*) >= 5 then quantile_cont(amount, 0.5) end as observed_median,
        case when count(*) >= 5 then quantile_cont(amount, 0.75) end as observed_high
    from said
    group by claim_id
),

named(claim_id, name, pattern) as (
    values
        ('risks', 'allergic reaction', 'allergic_reaction'),
        ('risks', 'infection', 'infection'),
        ('risks', 'scarring', 'scarring|keloid'),
        ('risks', 'granuloma', 'granuloma'),
        ('risks', 'pigment migration', 'pigment_migration'),
        ('names', 'Russian lip-blushing', 'russian'),
        ('names', 'candy lips', 'candy'),
        ('names', 'micropigmentation', 'micro.?pigment'),
        ('names', 'semi-permanent makeup', 'semi.?permanent'),
        ('names', 'Nanocolor Infusion', 'nano.?colou?r')
),

text_of(claim_id, text) as (
    select 'risks', coalesce(complications, '') from review
    union all
    select 'names', lower(service) from current_price where kind = 'initial' and procedure in ('lip_blush', 'full_lip_color')
),

met as (
    select
        claim_id,
        count(distinct name) filter (regexp_matches(text, pattern)) as seen,
        count(distinct name) as of_named
    from named
    left join (select distinct * from text_of) using (claim_id)
    group by claim_id
),

told as (
    select claim_id, counted, n, null::bigint as seen, null::bigint as against, null::bigint as of_named, observed_low, observed_median, observed_high
    from spread

    union all

    select 'average_price', 'US providers', n, null, null, null, median_low_usd, median_usd, median_high_usd from us

    union all

    select 'top_price', 'US providers', n, above, null, null, lowest_usd, median_usd, highest_usd from us

    union all

    -- Of the prices, how many are a few hundred dollars: at most the claim's upper end.
    select
        'bottom_price', 'US providers', any_value(us.n), count(lip_price.provider_id), null, null, any_value(lowest_usd), any_value(median_usd),
        any_value(highest_usd)
    from us
    left join lip_price
        on lip_price.country = 'US'
        and lip_price.price_usd <= (select number_high from claim where claim_id = 'bottom_price')

    union all

    select 'pain', 'accounts that say how it hurt', count(*), count(*) filter (pain = 'severe'), null, null, null, null, null
    from review
    where pain is not null

    union all

    select
        'swelling', 'accounts that speak of swelling', count(*),
        count(*) filter (swelling_days > 0 or regexp_matches(coalesce(complications, ''), 'swelling')), null, null, null, null, null
    from review
    where swelling_days is not null or regexp_matches(coalesce(complications, ''), 'swelling')

    union all

    select
        claim_id, case claim_id when 'risks' then 'accounts' else 'first visits on lips' end,
        (select count(*) from text_of where text_of.claim_id = met.claim_id), seen, null, of_named, null, null, null
    from met

    union all

    -- The article says that there are no rules: statements that bear it out are those that say no licence is required.
    select
        rule.claim_id, 'statements', count(regulation.statement_id), count(*) filter (not is_license_required),
        count(*) filter (is_license_required), null, null, null, null
    from rule_place as rule
    left join regulation using (jurisdiction)
    group by rule.claim_id
)

select
    claim.claim_id,
    coalesce(told.counted, 'accounts that say it') as counted,
    coalesce(told.n, 0) as n,
    told.seen,
    told.against,
    told.of_named,
    round(told.observed_low, 2)::decimal(12, 2) as observed_low,
    round(told.observed_median, 2)::decimal(12, 2) as observed_median,
    round(told.observed_high, 2)::decimal(12, 2) as observed_high
from claim
left join told using (claim_id)
order by claim.claim_id
