/*
description: The earliest touch-up that each provider prices by itself.
is_stored: true
grain: one provider
caveat: >-
  A price for the lips goes before one for any area, then the earliest after the first visit, then the cheapest. Where a
  provider prices only late or further sessions, it is one of these: look at the label.
columns:
  touch_up_usd: The touch-up's price in US dollars of the day.
  touch_up_service: The touch-up's label as found.
*/
select
    provider_id,
    first(price_usd order by procedure = 'pmu_any', days_after_high nulls last, price_usd, observation_id) as touch_up_usd,
    first(service order by procedure = 'pmu_any', days_after_high nulls last, price_usd, observation_id) as touch_up_service
-- As current_price, which is sorted: DuckDB would sort here too, and to no end.
from price_observation
semi join price_history on is_current and last_observation_id = observation_id
where kind = 'touch_up' and procedure in ('lip_blush', 'full_lip_color', 'pmu_any') and price_usd is not null
group by provider_id
order by provider_id
