-- Every comparable price, of a country with more than 200 the 200 at evenly spaced ranks: a chart of points shows no more.
select country, provider, price_usd, is_open_ended
from (
    select
        *,
        row_number() over (partition by country order by price_usd, provider_id) as place,
        count(*) over (partition by country) as n
    from lip_price
)
where n <= 200 or (place - 1) * 200 // n <> place * 200 // n
order by country nulls last, price_usd, provider_id
