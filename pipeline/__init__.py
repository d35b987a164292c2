"""What it means: raw items become tables, and the run that does it from crawl to report."""
