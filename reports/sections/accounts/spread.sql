from claim_measure where claim_id = 'longevity'
