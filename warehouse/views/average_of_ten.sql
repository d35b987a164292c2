/*
description: >-
  What averages of ten prices look like: the article's $321 was the average of ten reviews. Ten thousand times ten US prices
  are drawn from lip_price, each as likely as any other and each time anew (a bootstrap), and averaged. Drawn by MD5, so that
  everybody gets the same draws. Empty under five prices.
is_stored: true
grain: one draw of ten prices
uses: [lip_price]
columns:
  draw: Its number, 1 to 10,000.
  average_usd: The average of the ten prices in today's dollars, as price_usd_today.
  average_article_usd: The average of the same ten in dollars of the article's date.
*/
with priced as (
    select
        price_usd_today,
        price_usd_article,
        row_number() over (order by lip_price.price_usd, provider_id) - 1 as place,
        count(*) over () as n
    from lip_price
    where country = 'US'
),

drawn as (
    select
        draw,
        -- The first eight hexadecimal digits of MD5 are a number below 2^32: the same in every release of DuckDB.
        ('0x' || left(md5('average of ten: ' || draw || '/' || pick), 8))::bigint % (select max(n) from priced) as place
    from range(1, 10001) as draws(draw)
    cross join range(1, 11) as picks(pick)
    where (select count(*) from priced) >= 5
)

select
    draw,
    round(avg(price_usd_today), 2)::decimal(12, 2) as average_usd,
    round(avg(price_usd_article), 2)::decimal(12, 2) as average_article_usd
from drawn
join priced using (place)
group by draw
order by draw
