-- What ratings are drawn towards, and between which they lie.
select
    is_first_party,
    any_value(rated_providers) as rated_providers,
    any_value(usual_rating) as usual_rating,
    any_value(usual_count) as usual_count,
    min(rating) as lowest,
    max(rating) as highest
from provider_rating
group by is_first_party
order by is_first_party
