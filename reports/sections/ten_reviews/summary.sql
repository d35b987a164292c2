-- Where the article's average falls among the averages of ten, and where 95 of 100 of them lie.
with claimed as (
    select number_low as average, sample_size from claim where claim_id = 'average_price'
)

select
    count(*) as draws,
    any_value(claimed.average) as claimed,
    any_value(claimed.sample_size) as sample_size,
    count(*) filter (average_usd <= claimed.average) as as_low,
    count(*) filter (average_article_usd >= claimed.average) as as_high_then,
    round(quantile_cont(average_usd, 0.025), 2)::decimal(12, 2) as low_usd,
    round(quantile_cont(average_usd, 0.975), 2)::decimal(12, 2) as high_usd,
    count(*) filter (average_article_usd <= claimed.average) as as_low_then,
    round(quantile_cont(average_article_usd, 0.025), 2)::decimal(12, 2) as low_article_usd,
    round(quantile_cont(average_article_usd, 0.975), 2)::decimal(12, 2) as high_article_usd
from average_of_ten, claimed
having count(*) > 0
