"""Drafting English -> effects: what an instrument does to which provision of which work."""
