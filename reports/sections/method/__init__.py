"""How this was made, and what it cannot tell."""

ORDER = 100
HEADING = "How this was made"
