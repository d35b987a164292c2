"""Every comparable price, with a link to its page."""

ORDER = 70
HEADING = "Every comparable price"
