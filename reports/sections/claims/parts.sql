from claim_part
