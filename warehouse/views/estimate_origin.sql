/*
description: >-
  Who is known to have made figures that others copy, and how their name is spelled where a figure is credited to them.
grain: one origin of figures
columns:
  origin: Who made the figures.
  pattern: The regular expression that finds the name, in small letters, in who publishes a figure and whom it credits.
  source: Where the origin publishes its figures.
*/
select origin, pattern, source
from (
    values
        ('CostHelper', 'cost ?helper', 'https://health.costhelper.com/permanent-makeup.html'),
        ('RealSelf', 'real ?self', 'https://www.realself.com/'),
        ('StyleSeat', 'style ?seat', 'https://www.styleseat.com/blog/lip-blushing-cost/')
) as origin(origin, pattern, source)
order by origin
