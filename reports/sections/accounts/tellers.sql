-- Who tells: clients always, the others where there are any.
select
    kind.told_by,
    count(review_id) as accounts,
    count_if(coalesce(tells_outcome, false)) as outcomes,
    count_if(coalesce(is_second_hand, false)) as second_hand,
    coalesce(sum(places), 0)::integer as places
from (values ('client', 1), ('artist', 2), ('testimonial', 3)) as kind(told_by, place)
left join account using (told_by)
group by kind.told_by, kind.place
order by kind.place
