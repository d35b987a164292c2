/*
description: >-
  Each provider's newest ratings, joined into one and drawn towards what is usual, so that one review with five stars does not
  win over a hundred that come to 4.9. What a provider shows of itself on its own site is kept apart.
grain: one provider, and whether its own site or somebody else shows the rating
columns:
  provider: The provider's name.
  is_first_party: True where the provider's own site shows it; false where others do, and where it is not known.
  ratings: How many ratings were joined, the newest of each host.
  rating: The mean of these ratings, weighed by their numbers of reviews.
  review_count: How many reviews they rest on together.
  shrunk_rating: >-
    (review_count * rating + usual_count * usual_rating) / (review_count + usual_count): as if each provider had usual_count
    reviews more that come to usual_rating. Null where fewer than five providers have ratings, as nobody knows then what is
    usual.
  usual_rating: The mean of rating over the providers that are compared with each other, those of the same is_first_party.
  usual_count: The median of review_count over the same providers.
  rated_providers: How many providers these are.
  observed_at: The day of the newest of them.
caveat: >-
  Ratings are about studios, not about lips. Those without a number of reviews are left out: nobody knows what they weigh.
*/
with newest as (
    select *
    from rating
    where provider_id is not null and review_count > 0
    -- A hundred reviews before ten of the same day: what is told twice is told once in part.
    qualify row_number() over (
        partition by provider_id, coalesce(is_first_party, false), lower(host)
        order by observed_at desc, review_count desc, rating_id
    ) = 1
),

joined as (
    select
        provider_id,
        coalesce(is_first_party, false) as is_first_party,
        count(*) as ratings,
        sum(rating_of_5::double * review_count) / sum(review_count) as mean_rating,
        sum(review_count)::bigint as review_count,
        max(observed_at) as observed_at,
        arg_max(url, review_count) as url
    from newest
    group by provider_id, coalesce(is_first_party, false)
),

usual as (
    select
        is_first_party,
        count(*) as rated_providers,
        case when rated_providers >= 5 then avg(mean_rating) end as usual_rating,
        case when rated_providers >= 5 then median(review_count)::double end as usual_count
    from joined
    group by is_first_party
)

select
    provider_id,
    provider.name as provider,
    joined.is_first_party,
    ratings,
    round(mean_rating, 2) as rating,
    joined.review_count,
    round((joined.review_count * mean_rating + usual_count * usual_rating) / (joined.review_count + usual_count), 3)
        as shrunk_rating,
    round(usual_rating, 3) as usual_rating,
    usual_count,
    rated_providers,
    observed_at,
    joined.url
from joined
join usual using (is_first_party)
join provider using (provider_id)
order by is_first_party, shrunk_rating desc nulls last, review_count desc, provider_id
