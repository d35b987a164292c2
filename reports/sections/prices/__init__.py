"""Every comparable price, with a link to its page."""

ORDER = 40
HEADING = "Every comparable price"
