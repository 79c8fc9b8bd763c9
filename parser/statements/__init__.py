"""Blocks -> who says what to whom: issuer, addressee, signatories, asks."""
