/*
description: Every price of a first visit, and why it is not among the comparable prices where it is not.
is_stored: true
grain: one first-visit price
columns:
  left_out_because: Why the row is not in lip_price; null where it is.
  provider: The provider's name.
  place_in_provider: >-
    The row's place among the provider's first visits that have a page and a price in dollars, 1 first: comparable ones
    come before all others. Null where it has neither.
*/
with priced as (
    select
        observation.* replace (coalesce(observation.country, provider.country) as country),
        provider.name as provider,
        case
            when observation.procedure = 'lip_liner' then 'lip liner only'
            when observation.procedure = 'lip_neutralization' then 'neutralization of dark lips, not lip blush'
            when observation.procedure = 'pmu_any' then 'priced for any area, not for lips'
            when observation.procedure not in ('lip_blush', 'full_lip_color') then 'not work on lips'
            when observation.capture_kind = 'archive'
                and observation.observed_at < (select max(started_at) from run) - interval 24 months
                then 'last seen by an archive, more than two years before this run'
            when observation.url is null then 'no page that a reader could check'
            when observation.price_usd is null then observation.usd_missing_reason
            when observation.price_usd = 0 then 'free or included'
        end as cannot_be_compared_because
    -- As current_price, which is sorted: DuckDB would sort here too, and to no end.
    from price_observation as observation
    semi join price_history on is_current and last_observation_id = observation.observation_id
    join provider using (provider_id)
    where observation.kind = 'initial'
),

placed as (
    select
        observation_id,
        row_number() over best_first as place,
        first_value(service) over best_first as first_service
    from priced
    where url is not null and price_usd > 0
    window best_first as (
        partition by provider_id
        -- Comparable ones, then lip_blush before full_lip_color, newest capture, fixed before range before from before
        -- up_to, then cheapest.
        -- The id comes last so that two equal prices always fall the same way.
        order by
            cannot_be_compared_because is not null,
            list_position(['lip_blush', 'full_lip_color'], procedure),
            observed_at desc,
            list_position(['fixed', 'range', 'from', 'up_to'], qualifier),
            price_usd,
            observation_id
    )
)

select
    priced.* exclude (cannot_be_compared_because),
    coalesce(
        priced.cannot_be_compared_because,
        case when placed.place > 1 then 'another price of the provider comes first: ' || placed.first_service end
    ) as left_out_because,
    placed.place as place_in_provider
from priced
left join placed using (observation_id)
order by priced.observation_id
