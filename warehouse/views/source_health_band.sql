/*
description: >-
  Each source that the newest run crawled, compared with its own former runs: the median of the last 12 of them (a quarter
  of a year, weekly), and a band of three times their spread around it.
grain: one compared measure of one source
caveat: >-
  The spread is the median absolute deviation times 1.4826; a band needs three former runs. Nothing and half speak up
  after one.
columns:
  value: The newest run's.
  usual: The median of the former runs; where there are none, what is usual by the measure's nature, if anything is.
  band_low: Lower end of the band. Null with fewer than three former runs.
  band_high: Upper end of the band. Null with fewer than three former runs.
  former_runs: How many former runs are compared with.
  words: The measure, as a reader is told of it.
  value_told: The value in words.
  usual_told: What is usual, in words.
  band_told: The band in words.
  is_enough: Whether the value rests on enough pages or rows to be compared.
  alert: "What speaks up, the gravest first: nothing, half, below (the band), above (the band). Null where all is as usual."
  told: The alert in words. Null where there is none.
*/
with newest as (
    select max(value) as run_id from about where name = 'run_id'
),

asked as (
    select
        source,
        url,
        run_id,
        fetched_at,
        outcome in ('ok', 'unchanged') as is_read,
        lag(outcome in ('ok', 'unchanged')) over (
            partition by source, url order by fetched_at, length(run_id), run_id
        ) as was_read_before
    from page_outcome
    where file is null and url is not null
),

page as (
    select
        source,
        max_by(is_read, (fetched_at, length(run_id), run_id)) as stands,
        max(if(is_read, fetched_at, null)) as last_read_at
    from asked
    group by source, url
),

measured as (
    select source, measure, value, sample
    from source_health
    where run_id = (select run_id from newest) and is_compared

    union all

    -- How many pages a live run asks depends on how many are due. These pages are compared with themselves.
    select source, 'known_pages_read', avg(is_read::int), count(*)
    from asked
    where run_id = (select run_id from newest) and was_read_before
    group by source

    union all

    -- A site that refuses is left alone after three pages: what it loses shows here as its other pages come to be asked.
    select source, 'standing_pages', avg(stands::int), count(*)
    from page
    where
        source in (select source from asked where run_id = (select run_id from newest))
        and last_read_at >= (select started_at - interval 60 day from run where run_id = (select run_id from newest))
    group by source
),

former as (
    select
        source,
        measure,
        count(*) as former_runs,
        median(value) as usual,
        mad(value) as deviation,
        max(value) as most,
        median(sample) as usual_sample
    from (
        select source_health.*
        from source_health
        join run using (run_id)
        where run_id <> (select run_id from newest) and is_compared
        qualify row_number() over (
            partition by source, measure order by started_at desc, length(run_id) desc, run_id desc
        ) <= 12
    )
    group by source, measure
),

compared as (
    select
        measured.source,
        measured.measure,
        measured.value,
        measured.sample,
        coalesce(former.usual, health_measure.usual) as usual,
        coalesce(former.most, health_measure.usual) as most,
        coalesce(former.former_runs, 0) as former_runs,
        coalesce(
            measured.sample
            >= least(health_measure.least_sample, coalesce(former.usual_sample, health_measure.least_sample)),
            true
        ) as is_enough,
        if(former.former_runs >= 3, greatest(
            3 * 1.4826 * former.deviation, health_measure.floor, health_measure.floor_share * former.usual
        ), null) as width,
        health_measure.words,
        health_measure.is_share,
        health_measure.worse,
        health_measure.floor
    from measured
    join health_measure using (measure)
    left join former using (source, measure)
),

banded as (
    select
        *,
        if(width is null, null, greatest(usual - width, 0)) as band_low,
        if(is_share and width is not null, least(usual + width, 1), usual + width) as band_high,
        case
            when not is_enough then null
            when worse in ('below', 'either') and value = 0 and most > if(is_share, floor, 0) then 'nothing'
            when worse in ('below', 'either') and value <= usual / 2 and usual - value >= floor then 'half'
            when worse in ('below', 'either') and value < band_low then 'below'
            when worse in ('above', 'either') and value > band_high then 'above'
        end as alert
    from compared
),

spelled as (
    select
        *,
        list_transform(
            [value, usual, band_low, band_high],
            lambda number: case
                when is_share then round(100 * number)::integer || ' %'
                when number = trunc(number) then format('{:,}', number::bigint)
                else format('{:,.1f}', number)
            end
        ) as numbers
    from banded
)

select
    source,
    measure,
    value,
    usual,
    band_low,
    band_high,
    former_runs,
    is_enough,
    alert,
    words,
    numbers[1] || if(is_share, ' of ' || sample, '') as value_told,
    numbers[2] as usual_told,
    numbers[3] || ' to ' || numbers[4] as band_told,
    source || ': ' || words || ': ' || value_told || ', usually ' || numbers[2]
    || case alert
        when 'nothing' then ' (fell to nothing)'
        when 'half' then ' (fell to half or less)'
        when 'below' then ' (below its band of ' || numbers[3] || ' to ' || numbers[4] || ')'
        when 'above' then ' (above its band of ' || numbers[3] || ' to ' || numbers[4] || ')'
    end as told
from spelled
order by source, measure
