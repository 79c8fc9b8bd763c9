"""Blocks -> numbered provisions."""
