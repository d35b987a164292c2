/*
description: >-
  The published estimates that count: of a page that was read more than once the newest reading, and of a figure that a person
  recorded and that was read off the same page too, the recorded one.
grain: one published figure
caveat: A page that no longer states a figure has lost it here; estimate keeps it.
*/
with known as (
    select estimate.*, regexp_replace(lower(url), '^https?://(www\.)?|/$', '', 'g') as page
    from estimate
)

select known.* exclude (page)
from known
where fetched_at is null
    or (
        not exists (
            select 1 from page_outcome
            where page_outcome.source = known.source
                and coalesce(page_outcome.final_url, page_outcome.url) = known.url
                and page_outcome.outcome in ('ok', 'unchanged')
                and page_outcome.fetched_at > known.fetched_at
        )
        and not exists (
            select 1 from known as recorded
            where recorded.fetched_at is null
                and recorded.page = known.page
                and recorded.statistic = known.statistic
                and recorded.about = known.about
                and recorded.price_low is not distinct from known.price_low
                and recorded.price_high is not distinct from known.price_high
                and recorded.currency is not distinct from known.currency
        )
    )
order by estimate_id, fetched_at
