"""Processes that serve the database: Datasette over HTTP, or a PostgreSQL server loaded from it."""
