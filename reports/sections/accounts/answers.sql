from finding_share where told_by = 'client'
