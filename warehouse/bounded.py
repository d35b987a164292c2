"""How much memory DuckDB may take, whatever a machine has and however many prices there are."""

MEMORY_LIMIT = "1GB"
MEMORY: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY_LIMIT}
"""What a build, its audit and its release are made with; what does not fit goes to disk, beside the file."""
