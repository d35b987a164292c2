-- Those whose figures about lips somebody publishes.
select distinct estimate_origin.origin, estimate_origin.source
from estimate_origin
join current_estimate as estimate
    on about = 'lips' and regexp_matches(lower(concat_ws(' ', publisher, attributed_to)), estimate_origin.pattern)
order by estimate_origin.origin
