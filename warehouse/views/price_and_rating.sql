/*
description: >-
  Providers of which both a comparable price and a rating that others show are known: price, all-in price, rating as drawn
  towards what is usual, and what it rests on.
grain: one provider
uses: [lip_price, provider_rating]
columns:
  provider: The provider's name.
  all_in_usd: First visit plus touch-up in US dollars; null where that is not known.
  rating: The mean of its newest ratings out of five, weighed by their numbers of reviews.
  review_count: How many reviews they rest on together.
  shrunk_rating: The rating drawn towards what is usual; provider_rating tells how.
  rating_url: The page of the rating.
caveat: >-
  A dear studio that is rated well is not rated well because it is dear. Ratings that a provider shows on its own site are
  left out; those of which it is not known who shows them are not.
*/
select
    provider_id,
    lip_price.provider,
    lip_price.city,
    lip_price.region,
    lip_price.country,
    price_usd,
    all_in_usd,
    provider_rating.rating,
    provider_rating.review_count,
    shrunk_rating,
    lip_price.url,
    provider_rating.url as rating_url
from lip_price
join provider_rating using (provider_id)
where not provider_rating.is_first_party
order by shrunk_rating desc nulls last, review_count desc, provider_id
