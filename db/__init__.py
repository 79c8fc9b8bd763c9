"""Values -> SQLite -> pages (SQLAlchemy, Datasette). Imports corpus, parser and diffs."""
