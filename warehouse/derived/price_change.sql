-- Each end of an interval that something followed, and each beginning on a page that had been read before.
with reading as (
    -- How a price was read: the rules, and the bytes of its page.
    select
        observation.observation_id,
        observation.run_id,
        observation.method,
        observation.extract_version,
        observation.rules_version,
        page.digest
    from price_observation as observation
    left join page_outcome as page
        on page.source = observation.source
        and page.page_key = observation.page_key
        and page.fetched_at = observation.captured_at
        and page.digest is not null
),

page_read as (
    select
        page_key,
        fetched_at,
        first(run_id order by run_id) as run_id,
        first(digest order by run_id) as digest,
        first(extract_version order by run_id) as extract_version,
        row_number() over (partition by page_key order by fetched_at) as place
    from page_outcome
    where outcome in ('ok', 'unchanged') and digest is not null
        and source in (select source from price_observation)
    group by page_key, fetched_at
),

-- What something followed. These are few, and so is what follows or appears: to look among all takes several times as long.
ended as (
    from price_history where valid_to is not null
),

begun as (
    from price_history where place_in_page_reads > 1 or price_key in (select price_key from ended)
),

moved as (
    select
        after.*,
        before.price_low as price_low_before,
        before.price_high as price_high_before,
        before.currency as currency_before,
        before.qualifier as qualifier_before,
        before.last_seen_at as seen_before_at,
        before.valid_to as valid_to_before,
        before.last_observation_id as observation_id_before,
        coalesce((before.price_low + before.price_high) / 2, before.price_low, before.price_high) as middle_before,
        coalesce((after.price_low + after.price_high) / 2, after.price_low, after.price_high) as middle
    from begun as after
    asof left join ended as before on before.price_key = after.price_key and before.valid_from < after.valid_from
),

replaced as (
    select
        *,
        case
            when valid_to_before is distinct from valid_from then 'appeared'
            when currency is distinct from currency_before or middle = middle_before then 'terms'
            when middle > middle_before then 'raised'
            else 'lowered'
        end as change,
        valid_from as changed_at,
        first_observation_id as observation_id_after
    from moved
    where valid_to_before = valid_from or place_in_page_reads > 1
),

changes as (
    select
        replaced.price_key,
        now_read.run_id,
        replaced.provider_id,
        replaced.source,
        replaced.url,
        replaced.service,
        replaced.procedure,
        replaced.kind,
        replaced.change,
        replaced.changed_at,
        replaced.seen_before_at,
        if(replaced.change = 'appeared', null, replaced.price_low_before) as price_low_before,
        if(replaced.change = 'appeared', null, replaced.price_high_before) as price_high_before,
        if(replaced.change = 'appeared', null, replaced.currency_before) as currency_before,
        if(replaced.change = 'appeared', null, replaced.qualifier_before) as qualifier_before,
        replaced.price_low,
        replaced.price_high,
        replaced.currency,
        replaced.qualifier,
        if(replaced.change in ('raised', 'lowered', 'terms') and replaced.currency = replaced.currency_before,
            replaced.middle - replaced.middle_before, null) as amount_changed,
        replaced.middle_before,
        case
            when now_read.extract_version <> coalesce(former_read.extract_version, then_read.extract_version)
                then 'extract rules'
            when replaced.change <> 'appeared' and now_read.rules_version <> then_read.rules_version then 'rules'
            when replaced.change <> 'appeared' and now_read.method <> then_read.method then 'method'
            when now_read.digest = coalesce(former_read.digest, then_read.digest) then 'same bytes'
        end as restated_because
    from replaced
    join reading as now_read on now_read.observation_id = replaced.observation_id_after
    left join reading as then_read on then_read.observation_id = replaced.observation_id_before
    -- What appeared is compared with the read of the page before it.
    left join page_read as former_read
        on former_read.page_key = replaced.page_key
        and former_read.place = replaced.place_in_page_reads - 1

    union all by name

    select
        history.price_key,
        page_read.run_id,
        history.provider_id,
        history.source,
        history.url,
        history.service,
        history.procedure,
        history.kind,
        'retired' as change,
        history.valid_to as changed_at,
        history.last_seen_at as seen_before_at,
        history.price_low as price_low_before,
        history.price_high as price_high_before,
        history.currency as currency_before,
        history.qualifier as qualifier_before,
        case
            when page_read.extract_version <> then_read.extract_version then 'extract rules'
            when page_read.digest = then_read.digest then 'same bytes'
        end as restated_because
    from price_history as history
    join page_read
        on page_read.page_key = history.page_key and page_read.fetched_at = history.valid_to
    join reading as then_read on then_read.observation_id = history.last_observation_id
    where history.ended_by = 'retirement'
)

select
    * exclude (middle_before, restated_because),
    amount_changed / nullif(middle_before, 0) as share_changed,
    restated_because is not null as is_restatement,
    restated_because
from changes
order by changed_at, price_key, change
