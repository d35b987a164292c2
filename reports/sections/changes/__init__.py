"""What changed since the last run: raised, lowered, new and retired prices, and what was only read anew."""

ORDER = 80
HEADING = "What changed since the last run"
