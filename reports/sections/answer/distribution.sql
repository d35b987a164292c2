-- Steps of $100, or wider where prices lie far apart; empty steps between are shown. What lies far above all others and the
-- article's top is counted in a last, open step: one odd price must not squeeze all others into one bar.
with priced as (
    select price_usd from lip_price where country = 'US'
),

reach as (
    select
        min(price_usd) as lowest,
        max(price_usd) as highest,
        1.5 * greatest((select number_low from claim where claim_id = 'top_price'), quantile_cont(price_usd, 0.95)) as far
    from priced
),

step as (
    select
        greatest(100, ceil(least(highest, far) / 4000) * 100)::integer as width,
        (floor(lowest / width) * width)::integer as first_usd,
        (floor(least(highest, far) / width) * width)::integer as last_usd,
        highest >= last_usd + width as has_more
    from reach
    where lowest is not null
),

bins as (
    select from_usd, case when from_usd <= last_usd then from_usd + width end as to_usd
    from step, unnest(range(least(first_usd, last_usd), last_usd + 1 + case when has_more then width else 0 end, width)) as bin(from_usd)
)

select from_usd, to_usd, count(price_usd) as prices
from bins
left join priced on price_usd >= from_usd and (to_usd is null or price_usd < to_usd)
group by from_usd, to_usd
order by from_usd
