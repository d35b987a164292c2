"""How this was made, and what it cannot tell."""

ORDER = 60
HEADING = "How this was made"
