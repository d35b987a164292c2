"""What was checked before this was published, what was rejected, and why."""

ORDER = 90
HEADING = "What was checked"
