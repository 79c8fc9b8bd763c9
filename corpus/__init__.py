"""The vocabulary and the archive: values every package shares, what is tracked, and the bytes.

Imports nothing of keeling's; every other package may import it.
"""
