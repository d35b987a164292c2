/*
description: >-
  Published figures about the price of lips, each once however many publish it: the same statistic, amounts, currency and origin
  are one figure. An origin of estimate_origin is recognised where it publishes the figure, where the figure credits it, and,
  for ranges, where the same one stands under its name elsewhere, be it about any area. One clinic's price is left out.
is_stored: true
grain: one figure
uses: [lip_price, estimate_origin, current_estimate]
columns:
  figure: The figure in words, which name it.
  origin: Who is known to have made it; null where nobody is.
  low_usd: The figure or its lower end in US dollars, as last published; null for a maximum and where there is no exchange rate.
  high_usd: The figure or its upper end in US dollars, as last published; null for a minimum and where there is no exchange rate.
  publishers: Who publishes it, people before content farms, its origin first.
  publisher_count: How many publish it.
  statement_count: How often it is published.
  machine_count: How many of these are likely machine-written.
  is_machine_written: True where all of them are.
  is_about_us: True where one of them speaks of the US, of the world or of no place.
  oldest: The earliest date of publication that is known.
  newest: The latest date of publication that is known.
  prices_inside: >-
    How many comparable US prices lie within a range, or above a minimum, or below a maximum, ends included; null for averages,
    where nobody speaks of the US, and where there is no exchange rate.
  prices: How many comparable US prices there are.
caveat: That several publish the same range need not mean that they copy; round figures meet.
*/
with named as (
    select
        estimate.*,
        (
            select min(origin) from estimate_origin
            where regexp_matches(lower(estimate.publisher || ' ' || coalesce(estimate.attributed_to, '')), pattern)
        ) as credited
    from current_estimate as estimate
    where sample_size is distinct from 1
),

-- A range that an origin is known to have made is its own wherever it stands, whatever it is about there. Not so single
-- amounts: round ones meet by chance.
known as (
    select statistic, price_low, price_high, currency, min(credited) as origin
    from named
    where credited is not null and price_low <> price_high
    group by all
),

figure as (
    select
        named.*,
        coalesce(named.credited, known.origin) as origin,
        quality = 'likely_machine_written' as is_machine
    from named
    left join known
        on known.statistic = named.statistic
        and known.price_low is not distinct from named.price_low
        and known.price_high is not distinct from named.price_high
        and known.currency is not distinct from named.currency
    where named.about = 'lips'
),

gathered as (
    select
        statistic,
        price_low,
        price_high,
        currency,
        origin,
        arg_max(price_usd_low, (observed_at, estimate_id)) as low_usd,
        arg_max(price_usd_high, (observed_at, estimate_id)) as high_usd,
        -- Its origin first, then whoever dates it earliest.
        list(publisher order by is_machine, publisher is distinct from origin, published nulls last, publisher) as all_publishers,
        count(distinct publisher) as publisher_count,
        count(*) as statement_count,
        count(distinct publisher) filter (is_machine) as machine_count,
        bool_and(is_machine) as is_machine_written,
        bool_or(coalesce(country, 'US') = 'US') as is_about_us,
        min(published) as oldest,
        max(published) as newest
    from figure
    group by statistic, price_low, price_high, currency, origin
),

told as (
    select
        *,
        list_transform(
            [price_low, price_high],
            lambda amount: case
                when amount = trunc(amount) then format('{:,}', amount::bigint) else format('{:,.2f}', amount::double)
            end
        ) as amounts
    from gathered
)

select
    concat_ws(
        ' ',
        statistic,
        case when statistic in ('range', 'minimum') then amounts[1] else amounts[2] end,
        case statistic when 'range' then 'to ' || amounts[2] end,
        currency,
        'by ' || origin
    ) as figure,
    statistic,
    price_low,
    price_high,
    currency,
    origin,
    low_usd,
    high_usd,
    list_filter(all_publishers, lambda name, place: list_position(all_publishers, name) = place) as publishers,
    publisher_count,
    statement_count,
    machine_count,
    is_machine_written,
    is_about_us,
    oldest,
    newest,
    case
        when statistic not in ('average', 'median') and is_about_us and coalesce(low_usd, high_usd) is not null then (
            select count(*) from lip_price
            where country = 'US'
                and price_usd >= coalesce(low_usd, 0)
                and price_usd <= coalesce(high_usd, 'infinity'::double)
        )
    end as prices_inside,
    (select count(*) from lip_price where country = 'US') as prices
from told
order by coalesce(low_usd, 0), high_usd nulls last, figure
