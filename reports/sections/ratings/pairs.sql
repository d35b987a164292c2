-- Of more than 500 as many, picked by a fixed rule and not by price or rating: the page stays one that opens.
with middle as (
    select median(price_usd) as price, median(shrunk_rating) as rating
    from price_and_rating
    where shrunk_rating is not null
),

half as (
    select
        count(*) as rated,
        count_if(price_usd > middle.price) as dearer,
        count_if(price_usd > middle.price and shrunk_rating > middle.rating) as dearer_above,
        count_if(price_usd <= middle.price) as cheaper,
        count_if(price_usd <= middle.price and shrunk_rating > middle.rating) as cheaper_above
    from price_and_rating, middle
    where shrunk_rating is not null
)

select pair.*, half.*, count(*) over () as known
from price_and_rating as pair, half
qualify row_number() over (order by md5(provider_id)) <= 500
order by shrunk_rating desc nulls last, review_count desc, provider_id
