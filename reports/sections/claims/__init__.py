"""The article, claim by claim: what it says, what was found, and a verdict in plain words."""

ORDER = 60
HEADING = "The article, claim by claim"
