"""What everything costs, each figure against a bound or a peer measured in the same run: `make bench`.

Nothing here is a test: a slow machine makes it slow, and a person reads it. A benchmark is a file of this folder with a
`TITLE`, a line of what it `MEASURES`, and `figures()`; it becomes the section of that title in `docs/benchmarks.md`.
"""
