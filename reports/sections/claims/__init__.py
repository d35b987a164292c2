"""The article, claim by claim: what it says, what today's tables hold, and a verdict in plain words."""

ORDER = 60
HEADING = "The article, claim by claim"
