-- How often each average came up, in steps of $25 (wider where averages lie far apart), in both kinds of dollars.
with average(dollars, amount) as (
    select 'today', average_usd from average_of_ten
    union all
    select 'article', average_article_usd from average_of_ten
),

step as (
    select greatest(25, ceil(max(amount) / 2000) * 25)::integer as width from average
)

select
    dollars,
    (floor(amount / width) * width)::integer as from_usd,
    (floor(amount / width) * width + width)::integer as to_usd,
    count(*) as draws
from average, step
group by all
order by dollars desc, from_usd
