-- Steps of $100, or wider where the dearest price is far off; empty steps between are shown.
with priced as (
    select price_usd from lip_price where country = 'US'
),

step as (
    select greatest(100, ceil(max(price_usd) / 4000) * 100)::integer as width, max(price_usd) as highest, min(price_usd) as lowest
    from priced
),

bins as (
    select from_usd, from_usd + width as to_usd
    from step, unnest(range((floor(lowest / width) * width)::integer, floor(highest)::integer + 1, width)) as bin(from_usd)
)

select from_usd, to_usd, count(price_usd) as prices
from bins
left join priced on price_usd >= from_usd and price_usd < to_usd
group by from_usd, to_usd
order by from_usd
