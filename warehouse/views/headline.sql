/*
description: >-
  The headline figures and what they rest on: US providers, as the article speaks in the US; the same without the rows one
  may doubt; and the world. Fewer than five prices are counted, never averaged.
grain: one selection of lip_price
uses: [lip_price]
columns:
  selection: Which rows of lip_price.
  n: How many prices, one per provider.
  places: How many regions of the US, or countries of the world.
  median_usd: Half of the prices are below it. US dollars of the day, like all that end in _usd.
  lower_quartile_usd: A quarter of the prices are below it.
  upper_quartile_usd: A quarter of the prices are above it.
  lowest_usd: The lowest price.
  highest_usd: The highest price.
  median_article_usd: The median in dollars of the article's date.
  below: How many prices are below the article's average of $321.
  inside: How many are from $321 to $2,500.
  above: How many are above $2,500.
  below_in_article_dollars: The same as below, prices counted in dollars of the article's date.
  inside_in_article_dollars: The same as inside, prices counted in dollars of the article's date.
  above_in_article_dollars: The same as above, prices counted in dollars of the article's date.
  oldest: The day the oldest price is known to have stood.
  newest: The day the newest price is known to have stood.
*/
with selection(selection, position, only_us, only_first_hand, only_rendered) as (
    values
        ('US providers', 1, true, false, false),
        ('US providers, without second-hand prices', 2, true, true, false),
        ('US providers, without prices read in a site''s source', 3, true, false, true),
        ('US providers, read on their own pages', 4, true, true, true),
        ('World', 5, false, false, false)
),

article as (
    select
        (select number_low from claim where claim_id = 'average_price') as low,
        (select number_low from claim where claim_id = 'top_price') as high
)

select
    selection.selection,
    count(lip_price.provider_id) as n,
    count(distinct case when selection.only_us then lip_price.region else lip_price.country end) as places,
    case when n >= 5 then round(quantile_cont(price_usd, 0.5), 2) end::decimal(12, 2) as median_usd,
    case when n >= 5 then round(quantile_cont(price_usd, 0.25), 2) end::decimal(12, 2) as lower_quartile_usd,
    case when n >= 5 then round(quantile_cont(price_usd, 0.75), 2) end::decimal(12, 2) as upper_quartile_usd,
    min(price_usd) as lowest_usd,
    max(price_usd) as highest_usd,
    case when n >= 5 then round(quantile_cont(price_usd_article, 0.5), 2) end::decimal(12, 2) as median_article_usd,
    count(*) filter (price_usd < low) as below,
    count(*) filter (price_usd between low and high) as inside,
    count(*) filter (price_usd > high) as above,
    count(*) filter (price_usd_article < low) as below_in_article_dollars,
    count(*) filter (price_usd_article between low and high) as inside_in_article_dollars,
    count(*) filter (price_usd_article > high) as above_in_article_dollars,
    min(observed_at) as oldest,
    max(observed_at) as newest
from selection
cross join article
left join lip_price
    on (not selection.only_us or lip_price.country = 'US')
    and (not selection.only_first_hand or lip_price.basis <> 'second_hand')
    and (not selection.only_rendered or lip_price.basis <> 'site_source')
group by selection.selection, selection.position
order by selection.position
