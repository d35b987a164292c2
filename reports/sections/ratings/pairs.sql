-- Of more than 500 as many, picked by a fixed rule and not by price or rating: the page stays one that opens.
with best as (
    select count(shrunk_rating) as rated, arg_max(price_usd, (shrunk_rating, review_count)) as best_price_usd
    from price_and_rating
)

select
    pair.*,
    best.rated,
    best.best_price_usd,
    count(*) over () as known,
    count_if(shrunk_rating is not null and price_usd > best.best_price_usd) over () as dearer
from price_and_rating as pair, best
qualify row_number() over (order by md5(provider_id)) <= 500
order by shrunk_rating desc nulls last, review_count desc, provider_id
