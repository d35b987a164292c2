/*
description: >-
  What went wrong: of all accounts that tell anything of how it went, how many tell of each complication. Clients' accounts,
  artists' and testimonials are counted apart.
grain: one complication as told by one kind of teller
uses: [account]
columns:
  told_by: "Who tells it: client, artist or testimonial, as in account."
  complication: What went wrong.
  n: How many accounts tell of it.
  second_hand: How many of these are told by somebody else, as their recorder says.
  of_accounts: >-
    How many accounts tell anything of how it went: pain, swelling, healing, how long it lasted, whether it was worth it or
    would be done again, or any complication (tells_outcome in account).
  share: n of of_accounts; null where these are under five.
  share_low: Lower end of its 95 % interval, after Wilson (1927).
  share_high: Upper end of its 95 % interval.
caveat: >-
  A share of those who wrote, not of those who were treated: whom something went wrong for writes sooner, press reports look
  for it, and testimonials leave it out. What an account does not mention may have happened all the same.
*/
with outcome as (
    from account where tells_outcome
),

teller as (
    select told_by, count(*) as of_accounts from outcome group by told_by
),

told as (
    select told_by, is_second_hand, unnest(string_split(complications, ';')) as complication
    from outcome
    where complications <> ''
),

counted as (
    select
        told_by,
        known.complication,
        count(told.complication) as n,
        count_if(coalesce(told.is_second_hand, false)) as second_hand,
        any_value(of_accounts) as of_accounts
    from teller
    cross join (
        values
            ('allergic_reaction'), ('infection'), ('cold_sore'), ('scarring'), ('keloid'), ('granuloma'),
            ('pigment_migration'), ('uneven_color'), ('wrong_color'), ('fast_fading'), ('prolonged_swelling'), ('bruising')
    ) as known(complication)
    left join told using (told_by, complication)
    group by told_by, known.complication
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
    complication,
    n,
    second_hand,
    of_accounts,
    round(share, 4) as share,
    -- At none and at all the interval ends there; what rounding leaves beside it is no share.
    case when share is not null then round(greatest(middle - half_width, 0), 4) end as share_low,
    case when share is not null then round(least(middle + half_width, 1), 4) end as share_high
from shared
order by told_by = 'testimonial', told_by = 'artist', n desc, complication
