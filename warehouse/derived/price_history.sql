-- A price's captures, cut into intervals wherever it changed, or was missing from a read of its page in between.
with page_read as (
    -- Whoever asked, we or an archive: it is one page.
    select
        page_key,
        fetched_at,
        row_number() over reads as place,
        lead(fetched_at) over reads as read_again_at
    from (
        select distinct page_key, fetched_at
        from page_outcome
        where outcome in ('ok', 'unchanged') and digest is not null
            and source in (select source from price_observation)
    )
    window reads as (partition by page_key order by fetched_at)
),

captured as (
    select
        observation.rowid as capture,
        observation.price_key,
        observation.captured_at,
        observation.price_low,
        observation.price_high,
        observation.currency,
        observation.qualifier,
        page_read.place,
        page_read.read_again_at
    from price_observation as observation
    left join page_read
        on page_read.page_key = observation.page_key
        and page_read.fetched_at = observation.captured_at
),

compared as (
    select
        *,
        coalesce(
            price_low is distinct from lag(price_low) over captures
            or price_high is distinct from lag(price_high) over captures
            or currency is distinct from lag(currency) over captures
            or qualifier is distinct from lag(qualifier) over captures
            or place > lag(place) over captures + 1
            or row_number() over captures = 1,
            false
        ) as begins
    from captured
    window captures as (partition by price_key order by captured_at, capture)
),

numbered as (
    select
        price_key,
        capture,
        captured_at,
        place,
        read_again_at,
        sum(begins::int) over (partition by price_key order by captured_at, capture) as interval_number
    from compared
),

intervals as (
    select
        price_key,
        interval_number,
        min(captured_at) as valid_from,
        max(captured_at) as last_seen_at,
        count(*) as captures,
        min(place) as place_in_page_reads,
        arg_min(capture, captured_at) as first_capture,
        arg_max(capture, captured_at) as last_capture,
        -- Of the last capture, also where that is null: max() would pass over it.
        arg_max_null(read_again_at, captured_at) as read_again_at
    from numbered
    group by price_key, interval_number
),

followed as (
    select *, lead(valid_from) over (partition by price_key order by interval_number) as next_from
    from intervals
),

ended as (
    select
        *,
        -- A later read of the page comes first where that read did not show the price.
        least(read_again_at, next_from) as valid_to,
        case
            when read_again_at < next_from or (read_again_at is not null and next_from is null) then 'retirement'
            when next_from is not null then 'change'
        end as ended_by
    from followed
)

select
    ended.price_key,
    last_seen.provider_id,
    last_seen.source,
    last_seen.url,
    last_seen.page_key,
    last_seen.service,
    last_seen.procedure,
    last_seen.kind,
    last_seen.price_low,
    last_seen.price_high,
    last_seen.currency,
    last_seen.qualifier,
    ended.valid_from,
    ended.valid_to,
    ended.valid_to is null as is_current,
    ended.ended_by,
    ended.last_seen_at,
    ended.captures,
    first_seen.observation_id as first_observation_id,
    last_seen.observation_id as last_observation_id,
    ended.place_in_page_reads
from ended
join price_observation as first_seen on first_seen.rowid = ended.first_capture
join price_observation as last_seen on last_seen.rowid = ended.last_capture
order by ended.price_key, ended.valid_from
