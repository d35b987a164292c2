/*
description: >-
  Each claim held against each kind of evidence for it: what that kind finds by itself, by the rules in verdict_rule.
is_stored: true
grain: one kind of evidence for one claim
uses: [claim_count, claim_reach, claim_part, verdict_rule]
columns:
  share: The share of n that is as claimed; null under five, and for rules, whose pages are no sample.
  share_low: Lower end of its 95 % interval, after Wilson (1927).
  share_high: Upper end of its 95 % interval.
  missed_share: >-
    Where what is said to occur was not found, or not all of it: so large a share of all can have it and still be missed by n
    (with 95 % confidence, exactly: 1 - 0.05^(1/n)).
  told: What was counted, in words and numbers.
caveat: What speaks to a claim is what was found, no random sample; the intervals tell of chance alone.
*/
with part as (
    select
        claim_id,
        count(*) filter (is_named) as named,
        count(*) filter (is_named and found > 0) as named_found,
        concat_ws(
            '; ',
            'found: '
            || string_agg(part || ' (' || found || ')', ', ' order by found desc, part) filter (is_named and found > 0),
            'not found: ' || string_agg(part, ', ' order by part) filter (is_named and found = 0),
            'found and not named by the article: '
            || string_agg(part || ' (' || found || ')', ', ' order by found desc, part) filter (not is_named)
        ) as told
    from claim_part
    group by claim_id
),

shared as (
    select
        claim_count.*,
        claim.form,
        claim.unit,
        claim.number_low is not distinct from claim.number_high as is_one_number,
        case when n >= 5 and claim.form <> 'rule' then as_claimed / n end as share,
        -- Terms of Wilson's interval.
        1.96 * 1.96 / nullif(n, 0) as spread,
        (share + spread / 2) / (1 + spread) as middle,
        sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread) as half_width,
        middle - half_width as share_low,
        middle + half_width as share_high,
        coalesce(part.named, 1) as things,
        coalesce(part.named_found, least(as_claimed, 1)) as things_found,
        part.told as things_told
    from claim_count
    join claim using (claim_id)
    left join part using (claim_id)
),

judged as (
    select
        shared.*,
        case when form = 'possible' and n >= 5 and things_found < things then 1 - pow(0.05, 1 / n) end as missed_share,
        case
            when form = 'rule' and greatest(as_claimed, less, more) < n then 'contradicted'
            when n < 5 then 'few'
            when form = 'typical_number' then case
                when
                    median_low >= reach_low and median_high <= reach_high
                    and (is_one_number or (lower_quartile >= reach_low and upper_quartile <= reach_high)) then 'within'
                when observed_median between reach_low and reach_high then 'typical within'
                when median_low > reach_high then 'above'
                when median_high < reach_low then 'below'
                else 'undecided'
            end
            when form = 'typical_case' then case
                when share >= 0.75 and share_low > 0.5 then 'most'
                when share >= 0.5 then 'half'
                when share_high < 0.5 and more > less then 'more'
                when share_high < 0.5 and less > more then 'less'
                else 'undecided'
            end
            when form = 'possible' then case
                when things_found = things then 'found' when things_found > 0 then 'partly found' else 'not found'
            end
            when as_claimed = n then 'agreed'
            when more = n then 'more'
            else 'less'
        end as finding
    from shared
    left join claim_reach using (claim_id)
),

spelled as (
    select
        *,
        list_transform(
            [observed_low, observed_high, observed_median, median_low, median_high],
            lambda number: case
                when unit = 'USD' then format('${:,}', round(number)::bigint)
                when number = trunc(number) then format('{:,}', number::bigint)
                else format('{:,.1f}', number)
            end
        ) as amounts,
        case unit when 'USD' then '' else ' ' || unit end as unit_told
    from judged
)

select
    claim_id,
    witness,
    spelled.position,
    counted,
    as_claimed_means,
    n,
    silent,
    observed_low,
    observed_median,
    observed_high,
    lower_quartile,
    upper_quartile,
    median_low,
    median_high,
    as_claimed,
    less,
    more,
    round(share, 4) as share,
    round(share_low, 4) as share_low,
    round(share_high, 4) as share_high,
    round(missed_share, 4) as missed_share,
    finding,
    verdict_rule.verdict,
    verdict_rule.reason,
    concat_ws(
        ', ',
        n || ' ' || counted,
        case when silent > 0 then silent || ' more that do not answer' end,
        amounts[1] || case when n > 1 then ' to ' || amounts[2] else '' end || unit_told,
        case when spelled.form = 'typical_number' then 'median ' || amounts[3] end
        || coalesce(' (95 % interval ' || amounts[4] || ' to ' || amounts[5] || ')', ''),
        case when n > 0 then as_claimed || ' of them ' || as_claimed_means end
        || case when as_claimed > 0 and share is not null
            then format(' (95 % interval {:.0f} % to {:.0f} %)', 100 * share_low, 100 * share_high) else '' end,
        format('what was not found can be true of {:.0f} % of all at most', 100 * missed_share),
        things_told
    ) as told
from spelled
join verdict_rule using (finding)
where verdict_rule.form in ('any', spelled.form)
order by claim_id, spelled.position
