"""Raw items in bulk, made by rule, and what reading them costs."""
