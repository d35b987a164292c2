from complication_share where told_by = 'client'
