-- Of more than 500 the first: the page stays one that opens.
select *, count(*) over () as known
from price_and_rating
order by shrunk_rating desc nulls last, review_count desc, provider_id
limit 500
