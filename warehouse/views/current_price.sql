/*
description: The prices that stand, each at its last capture.
grain: one price that no later capture of its page has changed or left out
*/
select observation.*
from price_observation as observation
semi join price_history on is_current and last_observation_id = observation.observation_id
order by observation.observation_id
