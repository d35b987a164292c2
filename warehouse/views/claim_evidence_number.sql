/*
description: >-
  Months, minutes and days that providers and accounts state, for the claims they speak to. Of a provider one first visit on
  lips that has a page and states it: the one that comes first in first_visit.
is_stored: true
grain: one number that one provider or account states, for one claim
uses: [first_visit, account]
columns:
  witness: Who states it, provider, account or testimonial, as in claim_evidence.
  witness_id: The provider or the account.
  stated_by: The provider's name, or the site.
  low: The number stated, or its lower end, in the claim's unit.
  high: The number stated, or its upper end.
  value: The number, a range's midpoint, or the known end.
*/
with teller as (
    select *, case told_by when 'client' then 'account' else 'testimonial' end as witness from account
),

offered as (
    select
        provider_id,
        provider,
        place_in_provider,
        url,
        unnest([
            {'measure': 'longevity', 'low': months_lasting_low, 'high': months_lasting_high},
            {'measure': 'duration', 'low': duration_minutes_low, 'high': duration_minutes_high},
            {'measure': 'healing', 'low': healing_days_low, 'high': healing_days_high}
        ]) as number
    from first_visit
    where procedure in ('lip_blush', 'full_lip_color')
),

stated(measure, witness, witness_id, stated_by, low, high, place, url) as (
    select number.measure, 'provider', provider_id, provider, number.low, number.high, place_in_provider, url
    from offered

    union all

    select 'longevity', witness, review_id, site, longevity_months, longevity_months, 1, url from teller

    union all

    select 'duration', witness, review_id, site, procedure_minutes, procedure_minutes, 1, url from teller

    union all

    select 'healing', witness, review_id, site, healing_days, healing_days, 1, url from teller
),

spoken_to(claim_id, measure, witness) as (
    values
        ('longevity', 'longevity', 'provider'), ('longevity', 'longevity', 'account'), ('longevity', 'longevity', 'testimonial'),
        ('longevity_one_client', 'longevity', 'account'),
        ('duration', 'duration', 'provider'), ('duration', 'duration', 'account'), ('duration', 'duration', 'testimonial'),
        ('healing', 'healing', 'provider'), ('healing', 'healing', 'account'), ('healing', 'healing', 'testimonial')
)

select
    claim_id,
    witness,
    witness_id,
    stated_by,
    low::double as low,
    high::double as high,
    (coalesce(low, high) + coalesce(high, low))::double / 2 as value,
    url
from stated
join spoken_to using (measure, witness)
where url is not null and coalesce(low, high) is not null
qualify row_number() over (partition by claim_id, witness, witness_id order by place nulls last, low, high, url) = 1
order by claim_id, witness, value, witness_id
