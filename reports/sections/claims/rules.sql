-- The statements about places whose rules the article speaks of.
select jurisdiction, is_license_required, note, url
from regulation
where jurisdiction in (select jurisdiction from rule_place)
order by jurisdiction, is_license_required nulls last, url
