/*
description: >-
  What pages state about the rules that the article speaks of. A page that answers none of what a claim asks is listed, and
  counted for nothing.
grain: one statement about the place of one claim
columns:
  witness_id: The statement.
  stated_by: The site.
  told: What is stated, in words.
  says: How that stands to the claim; null where the page does not answer.
caveat: Statements, not the law. The age is not compared, as it is the client's in some and the practitioner's in others.
*/
with expected(claim_id, country, region, city, is_license_required, training_hours) as (
    values
        ('federal_rules', 'US', null, null, false, null),
        ('arizona_rules', 'US', 'AZ', null, false, null),
        ('new_york_city_rules', 'US', 'NY', 'New York City', null, 3)
)

select
    expected.claim_id,
    regulation.statement_id as witness_id,
    regexp_extract(regulation.url, '^https?://(?:www\.)?([^/:]+)', 1) as stated_by,
    concat_ws(
        ', ',
        case regulation.is_license_required when true then 'a licence is needed' when false then 'no licence is needed' end,
        regulation.training_hours || ' hours of training',
        regulation.note
    ) as told,
    case
        when expected.is_license_required < regulation.is_license_required then 'more'
        when expected.is_license_required > regulation.is_license_required then 'less'
        when expected.training_hours < regulation.training_hours then 'more'
        when expected.training_hours > regulation.training_hours then 'less'
        when expected.is_license_required = regulation.is_license_required then 'as claimed'
        when expected.training_hours = regulation.training_hours then 'as claimed'
    end as says,
    regulation.url
from expected
join regulation
    on regulation.country = expected.country
    and regulation.region is not distinct from expected.region
    and regulation.city is not distinct from expected.city
    and regulation.level = case
        when expected.city is not null then 'city' when expected.region is not null then 'state' else 'country'
    end
order by expected.claim_id, says, regulation.url, regulation.statement_id
