from cost_part
