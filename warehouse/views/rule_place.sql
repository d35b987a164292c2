/*
description: Which places the article's claims about rules speak of, as table regulation names them.
grain: one place of one claim
columns:
  claim_id: The claim, as in table claim.
  jurisdiction: The place, as in table regulation.
*/
select claim_id, jurisdiction
from (
    values
        ('federal_rules', 'United States'),
        ('federal_rules', 'US (general)'),
        ('arizona_rules', 'Arizona'),
        ('new_york_city_rules', 'New York City')
) as place(claim_id, jurisdiction)
order by claim_id, jurisdiction
