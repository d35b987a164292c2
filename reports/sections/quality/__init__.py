"""What was checked before this was published, what was rejected, and why."""

ORDER = 50
HEADING = "What was checked"
