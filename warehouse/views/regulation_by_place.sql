/*
description: What is stated about each jurisdiction, contradicting statements side by side.
grain: one jurisdiction
columns:
  statements: How many statements there are.
  says_license_required: Pages that say a licence, registration or permit is needed.
  says_no_license_required: Pages that say none is needed.
  is_contradicted: True where two statements answer the same question differently.
  notes: What the statements say beside that.
*/
select
    country,
    region,
    jurisdiction,
    level,
    count(*) as statements,
    list(url order by url) filter (is_license_required) as says_license_required,
    list(url order by url) filter (not is_license_required) as says_no_license_required,
    bool_or(is_contradicted) as is_contradicted,
    list(note order by statement_id) filter (note is not null) as notes
from regulation
group by country, region, jurisdiction, level
order by is_contradicted desc, country nulls last, region nulls last, jurisdiction, level
