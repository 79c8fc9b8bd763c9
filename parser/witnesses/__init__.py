"""Witnesses of structure: the places where a document states it again, each held against the tree."""
