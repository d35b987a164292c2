/*
description: >-
  What accounts tell in numbers: for each kind of number how many tell it, the median and the middle half. Clients' accounts,
  artists' and testimonials are counted apart.
grain: one kind of number as told by one kind of teller, prices in one currency
uses: [account]
columns:
  told_by: "Who tells it: client, artist or testimonial, as in account."
  n: How many accounts tell it.
  second_hand: How many of these are told by somebody else, as their recorder says.
  lowest: The lowest number told.
  median: The median of the numbers told; null under five.
  lower_quartile: A quarter of the numbers are below it; null under five.
  upper_quartile: A quarter of the numbers are above it; null under five.
  highest: The highest number told.
caveat: Who writes an account is no fair sample of who has had the treatment.
*/
select
    told_by,
    finding,
    unit,
    review_finding.currency,
    count(*) as n,
    count_if(is_second_hand) as second_hand,
    min(amount) as lowest,
    case when n >= 5 then round(quantile_cont(amount::double, 0.25), 2) end as lower_quartile,
    case when n >= 5 then round(quantile_cont(amount::double, 0.5), 2) end as median,
    case when n >= 5 then round(quantile_cont(amount::double, 0.75), 2) end as upper_quartile,
    max(amount) as highest
from review_finding
join account using (review_id)
where amount is not null
group by told_by, finding, unit, review_finding.currency
order by told_by = 'testimonial', told_by = 'artist', finding, review_finding.currency
