-- Changes of lip prices that the newest run saw; the largest first.
select change_since_last_run.*, provider.name as provider
from change_since_last_run
join provider using (provider_id)
where procedure like 'lip%' or procedure in ('full_lip_color', 'pmu_any')
order by is_restatement, abs(share_changed) desc nulls last, provider, service, price_key, change
limit 60
