"""Archives: damaged files, Common Crawl, processes and clusters."""
