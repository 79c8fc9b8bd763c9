"""Snapshots and the archive -> rows of a new database file, swapped in whole."""
