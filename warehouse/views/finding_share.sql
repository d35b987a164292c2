/*
description: >-
  What accounts tell in words: how painful it was, whether it was worth it and would be done again. Of those that tell it,
  how many say what. Clients' accounts, artists' and testimonials are counted apart.
grain: one answer as told by one kind of teller
uses: [account]
columns:
  told_by: "Who tells it: client, artist or testimonial, as in account."
  value: What is said; true or false where it is yes or no.
  n: How many accounts say so.
  second_hand: How many of these are told by somebody else, as their recorder says.
  of_accounts: How many accounts tell of it at all.
  share: n of of_accounts; null where these are under five.
  share_low: Lower end of its 95 % interval, after Wilson (1927).
  share_high: Upper end of its 95 % interval.
caveat: Who writes an account is no fair sample of who has had the treatment.
*/
with answer(finding, value, place) as (
    values
        ('pain', 'none', 1), ('pain', 'mild', 2), ('pain', 'moderate', 3), ('pain', 'severe', 4),
        ('worth_it', 'true', 5), ('worth_it', 'false', 6), ('would_repeat', 'true', 7), ('would_repeat', 'false', 8)
),

told as (
    select told_by, finding, review_finding.value, is_second_hand
    from review_finding
    join account using (review_id)
    where finding in ('pain', 'worth_it', 'would_repeat')
),

asked as (
    select told_by, finding, count(*) as of_accounts from told group by told_by, finding
),

counted as (
    select
        asked.told_by,
        asked.finding,
        answer.value,
        any_value(place) as place,
        count(told.value) as n,
        count_if(coalesce(is_second_hand, false)) as second_hand,
        any_value(of_accounts) as of_accounts
    from asked
    join answer using (finding)
    left join told
        on told.told_by = asked.told_by and told.finding = asked.finding and told.value = answer.value
    group by asked.told_by, asked.finding, answer.value
),

shared as (
    select
        *,
        case when of_accounts >= 5 then n / of_accounts end as share,
        -- Terms of Wilson's interval.
        1.96 * 1.96 / of_accounts as spread,
        (share + spread / 2) / (1 + spread) as middle,
        sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread) as half_width
    from counted
)

select
    told_by,
    finding,
    value,
    n,
    second_hand,
    of_accounts,
    round(share, 4) as share,
    -- At none and at all the interval ends there; what rounding leaves beside it is no share.
    case when share is not null then round(greatest(middle - half_width, 0), 4) end as share_low,
    case when share is not null then round(least(middle + half_width, 1), 4) end as share_high
from shared
order by told_by = 'testimonial', told_by = 'artist', place
