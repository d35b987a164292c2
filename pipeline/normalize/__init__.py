"""From raw items to tidy tables. One module a question; every text is read once, however often it stands there."""

RULES_VERSION = 9
"""Raised whenever a rule or a table of this folder reads an unchanged raw item differently; every row carries it."""
