select count(*) - 1 as former_runs, max(started_at) as newest from run
