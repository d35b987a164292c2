-- Accounts that say something a claim rests on.
select site, url, date, author_kind, pain, swelling_days, healing_days, longevity_months, complications
from review
where pain is not null or swelling_days is not null or healing_days is not null or longevity_months is not null or complications is not null
order by site, url, review_id
limit 100
