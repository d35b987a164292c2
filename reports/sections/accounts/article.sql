select number_low, number_high from claim where claim_id = 'longevity'
