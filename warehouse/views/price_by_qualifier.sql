/*
description: >-
  Comparable prices by how their pages state them: as one amount, "from" it, "up to" it, or as a range. Groups under five
  are counted and listed, never averaged.
grain: one qualifier
uses: [price_group]
caveat: >-
  A price "from" an amount counts as that amount, a range as its middle. Where a provider states several prices, a fixed
  one was taken.
*/
select qualifier, n, median_usd, lowest_usd, highest_usd, currencies
from price_group
where grouped_by = 'qualifier'
order by n desc, qualifier
