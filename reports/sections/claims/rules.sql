from verdict_rule
