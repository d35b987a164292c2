/*
description: >-
  The headline figures and what they rest on: US providers, as the article speaks in the US; the same without the rows one
  may doubt; and the world. Fewer than five prices are counted, never averaged.
is_stored: true
grain: one selection of lip_price
uses: [lip_price, price_per_year]
columns:
  selection: Which rows of lip_price.
  n: How many prices, one per provider.
  places: How many regions of the US, or countries of the world, where the page tells them.
  median_usd: Half of the prices are below it. US dollars of the day, like all that end in _usd.
  median_low_usd: >-
    Were these prices a random sample of all, the median of all would lie from here to median_high_usd in 95 of 100 such
    samples. By order statistics, ranks as in Campbell and Gardner (BMJ 1988;296:1454): n/2 less 1.96 times half the root of
    n, and its counterpart; null under six prices.
  median_high_usd: The upper end of that interval.
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
  all_in_n: How many of the prices have an all-in price, first visit and touch-up together.
  all_in_median_usd: The median of these.
  per_year_n: How many of the prices have a price per year; see price_per_year.
  per_year_median_usd: The median of these.
  oldest: The earliest day of a price, that of its page, its fetching or its recording (date_basis in lip_price).
  newest: The latest such day.
*/
with priced as (
    select lip_price.*, price_per_year.per_year_usd
    from lip_price
    left join price_per_year using (provider_id)
),

selection(selection, position, only_us, only_first_hand, only_rendered) as (
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
    count(priced.provider_id) as n,
    count(distinct case when selection.only_us then priced.region else priced.country end) as places,
    case when n >= 5 then round(quantile_cont(price_usd, 0.5), 2) end::decimal(12, 2) as median_usd,
    case when n >= 6 then list_sort(list(price_usd))[round(n / 2 - 1.96 * sqrt(n) / 2)::integer] end as median_low_usd,
    case when n >= 6 then list_sort(list(price_usd))[round(1 + n / 2 + 1.96 * sqrt(n) / 2)::integer] end as median_high_usd,
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
    count(all_in_usd) as all_in_n,
    case when all_in_n >= 5 then round(quantile_cont(all_in_usd, 0.5), 2) end::decimal(12, 2) as all_in_median_usd,
    count(per_year_usd) as per_year_n,
    case when per_year_n >= 5 then round(quantile_cont(per_year_usd, 0.5), 2) end::decimal(12, 2) as per_year_median_usd,
    min(observed_at) as oldest,
    max(observed_at) as newest
from selection
cross join article
left join priced
    on (not selection.only_us or priced.country = 'US')
    and (not selection.only_first_hand or priced.basis <> 'second_hand')
    and (not selection.only_rendered or priced.basis <> 'site_source')
group by selection.selection, selection.position
order by selection.position
