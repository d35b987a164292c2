"""Small tables with their sources, and the scripts that refresh them."""
