-- Every finding once, the complications first; of more than 150 the first: the page stays one that opens.
select *, count(*) over () as known
from finding_told
where topic <> 'complications' or value not in ('prolonged_swelling', 'fast_fading')
order by
    told_by <> 'client',
    list_position(['complications', 'swelling', 'lasting', 'worth', 'pain', 'healing', 'time', 'price'], topic),
    told,
    site,
    review_id
limit 150
