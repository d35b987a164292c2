"""Reads web archives: WARC files, on this machine or on the web, record by record, whatever state they are in."""
