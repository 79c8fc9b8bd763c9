"""Enumerators as documents print them, said once: a, aa, iv, 2A, and the value of a roman numeral."""

import re

LETTERS = "[a-z]{1,2}"
CAPITALS = "[A-Z]{1,2}"
ROMAN = "[ivxl]{1,6}"
FIGURE = r"\d{1,3}[A-Z]{0,2}"
ITEM = f"{LETTERS}|{ROMAN}|{FIGURE}|{CAPITALS}"
"""The number of an item, a pattern without groups: `a`, `aa`, `xviii`, `12`, `2A`, `B`."""
PREFIX = r"(?:[A-Z][A-Z&]{1,9}|[A-Z][A-Z&]{0,7}\d{1,2}[A-Z&]{1,7}|[A-Z][A-Z&\d]{0,7}[-/][A-Z][A-Z\d]{0,4})"
"""What stands before the number of a measure, a pattern without groups: `PCU`, `R&B`, `H2S`, `AQ-C`, `PCU/E`."""

_SIGNS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_NUMERAL = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def roman_numeral(value: int) -> str:
    """A number from 1 to 3999 in small roman letters."""
    numeral = ""
    for worth, sign in _SIGNS:
        count, value = divmod(value, worth)
        numeral += sign * count
    return numeral


def roman_value(numeral: str) -> int | None:
    """The value of a numeral in small roman letters; None for any other text."""
    if not numeral or _NUMERAL.fullmatch(numeral) is None:
        return None
    values = [_VALUES[letter] for letter in numeral]
    return sum(-each if each < after else each for each, after in zip(values, [*values[1:], 0], strict=True))
