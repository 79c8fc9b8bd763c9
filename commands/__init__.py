"""What a user types: one module for each group of commands.

Imports everything below it; libraries are imported inside commands, so that `--help` and `show` answer at once.
"""
