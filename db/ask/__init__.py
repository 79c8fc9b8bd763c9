"""Questions to the database: every SQL statement that pages, feeds and commands ask. Imports nothing of db."""
