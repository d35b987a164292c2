from rejected_by_reason
qualify run_id = max(run_id) over (partition by source)
order by rows desc, source, file, reason
