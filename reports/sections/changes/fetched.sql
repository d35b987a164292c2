-- How many pages this run fetched and read: only these can tell that a price has changed.
select count(*) as pages
from page_outcome
where run_id = (select value from about where name = 'run_id') and file is null and outcome in ('ok', 'unchanged')
    and archive_file is null
