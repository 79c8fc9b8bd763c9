"""Amounts in conditions: numbers of users, levels of risk, how many kinds."""

import re

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
WORD = "|".join(NUMBERS)


def number(text: str) -> int:
    """A number as printed: `7 million`, `700,000`, `seven million`."""
    found = re.match(rf"([\d,.\u00a0 ]*\d|{WORD})\s*(million|thousand|m|k)?\b", text.strip(), re.IGNORECASE)
    if not found:
        raise ValueError(f"no number: {text!r}")
    digits = found[1].lower().replace(",", "").replace(" ", "").replace("\u00a0", "")
    value = float(NUMBERS.get(digits, 0) or digits)
    scale = {"million": 1_000_000, "m": 1_000_000, "thousand": 1_000, "k": 1_000}.get((found[2] or "").lower(), 1)
    return round(value * scale)


def levels(text: str) -> tuple[str, ...]:
    """The levels of risk that a phrase names, in rising order."""
    if "at least" in text.lower():
        return ("medium", "high")
    return tuple(level for level in ("low", "medium", "high") if re.search(rf"\b{level}\b", text, re.IGNORECASE))


def counted(text: str) -> int:
    """How many kinds `two or more`, `at least three`, `any` asks for; 0 for all of them."""
    words = (text or "any").lower()
    if words in ("each", "every", "all"):
        return 0
    if words in ("more than one", "multiple"):
        return 2
    found = re.search(rf"\b({WORD}|\d+)\b", words)
    return NUMBERS.get(found[1], 0) or int(found[1]) if found else 1
