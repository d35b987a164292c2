"""What it tells: one self-contained HTML file, drawn from a published database and from nothing else."""
