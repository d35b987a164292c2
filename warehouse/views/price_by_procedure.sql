/*
description: >-
  What a first visit costs by procedure, lip liner, neutralization and fees for any area included: every first visit with a
  page and a price in dollars, one per provider and procedure. Groups under five are counted and listed, never averaged.
grain: one procedure
uses: [price_group]
caveat: Only lip_blush and full_lip_color are comparable prices; a provider that prices both counts in both.
*/
select procedure, n, median_usd, lowest_usd, highest_usd, currencies
from price_group
where grouped_by = 'procedure'
order by n desc, procedure
