/*
description: The prices that stand, each at its last capture.
grain: one price that no later capture of its page has changed or left out
*/
select observation.*
from price_observation as observation
join price_history on price_history.last_observation_id = observation.observation_id
where price_history.is_current
order by observation.observation_id
