/*
description: >-
  Every first-person account with who tells it, so that clients' own accounts, those of artists, and testimonials that a
  studio chose are never mixed.
grain: one account
columns:
  told_by: >-
    client; artist (of her own lips or of a client's); or testimonial (a client's, which stands on no page but the studio's
    own).
  places: How many pages show it.
  tells_outcome: >-
    True where it tells anything of how it went: pain, swelling, healing, how long it lasted, whether it was worth it or
    would be done again, or what went wrong. Time, sessions and price alone are none.
caveat: >-
  Recorded accounts do not say whether their page is the studio's own; they are held to be clients' unless their author is
  an artist or the recorder calls them studio-told.
*/
with placed as (
    select review_id, count(*) as places, bool_and(coalesce(is_first_party, false)) as is_first_party
    from review_place
    group by review_id
)

select
    review.*,
    case when author_kind = 'artist' then 'artist' when is_first_party then 'testimonial' else 'client' end as told_by,
    coalesce(places, 1) as places,
    coalesce(
        pain, pain_score_10::varchar, swelling_days::varchar, healing_days::varchar, longevity_months::varchar,
        is_worth_it::varchar, would_repeat::varchar, nullif(complications, '')
    ) is not null as tells_outcome
from review
left join placed using (review_id)
order by review_id
