/*
description: What the newest run got out of a source that is unlike what its former runs got, the gravest first.
grain: one measure of one source that speaks up
uses: [source_health_band]
columns: {}
*/
select source, measure, alert, value, usual, band_low, band_high, former_runs, told
from source_health_band
where alert is not null
order by list_position(['nothing', 'half', 'below', 'above'], alert), source, measure
