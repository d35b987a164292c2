/*
description: What the newest run found changed on the pages it fetched.
grain: one change of one price
*/
select change.*
from price_change as change
where change.run_id = (select value from about where name = 'run_id')
    -- What an archive tells happened long before.
    and change.source <> 'archive'
order by change.changed_at, change.price_key, change.change
