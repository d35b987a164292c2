"""Manners and safety of the crawler: each rule a small module, all of them in `crawler.settings`."""
