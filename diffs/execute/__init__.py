"""A version and instructions -> a derived version and what execution came to."""
