"""The language of amending instructions: places, verbs, operands, read word by word."""
