select
    (select number_low from claim where claim_id = 'average_price') as low,
    (select number_low from claim where claim_id = 'top_price') as high
