"""What is kept: the schema, the build, the release and the queries, in DuckDB."""
