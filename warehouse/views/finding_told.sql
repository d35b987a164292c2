/*
description: >-
  What people say of one topic: every finding of every account with who tells it and the page. Ask it for a topic.
grain: one finding of one account under one topic
uses: [account]
columns:
  topic: "pain, swelling, healing, lasting, price, worth, time or complications; swelling that lasted is under two of them."
  told: What is told, in words.
  told_by: "Who tells it: client, artist or testimonial, as in account."
  is_second_hand: True where its recorder says that somebody else tells it.
caveat: Who writes an account is no fair sample of who has had the treatment.
*/
with topic(topic, finding, value) as (
    values
        ('pain', 'pain', null), ('pain', 'pain_score_10', null),
        ('swelling', 'swelling_days', null), ('swelling', 'complication', 'prolonged_swelling'),
        ('healing', 'healing_days', null),
        ('lasting', 'longevity_months', null), ('lasting', 'complication', 'fast_fading'),
        ('price', 'price_paid', null), ('price', 'touch_up_price', null),
        ('worth', 'worth_it', null), ('worth', 'would_repeat', null),
        ('time', 'procedure_minutes', null), ('time', 'sessions', null),
        ('complications', 'complication', null)
)

select
    topic.topic,
    review_finding.finding,
    replace(
        case
            when review_finding.finding = 'complication' then review_finding.value
            when review_finding.value in ('true', 'false')
                then case review_finding.value when 'true' then '' else 'not ' end || review_finding.finding
            when review_finding.value is not null then review_finding.value || ' ' || review_finding.finding
            else regexp_replace(amount::varchar, '\.?0+$', '') || ' '
                || coalesce(review_finding.currency, case amount when 1 then rtrim(unit, 's') else unit end)
        end,
        '_', ' '
    ) as told,
    review_finding.value,
    amount,
    unit,
    review_finding.currency,
    evidence,
    read_by,
    told_by,
    is_second_hand,
    review_id,
    site,
    date,
    url,
    note
from review_finding
join account using (review_id)
join topic
    on topic.finding = review_finding.finding
    and (topic.value is null or topic.value = review_finding.value)
order by topic, told_by = 'testimonial', told_by = 'artist', review_finding.finding, review_finding.value, amount, review_id
