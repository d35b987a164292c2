"""Finds captures in the index of Common Crawl and fetches just their records, into WARC files on this machine."""
