"""Two texts -> word edits."""
