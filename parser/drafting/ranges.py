"""Ranges of numbers, "(b) to (e)", and the exception for what cannot be read."""

import re

from corpus.enumerators import roman_numeral

_RUN = re.compile(r"(.*?)(\d+|(?<![A-Za-z])[a-z])$")
ROMANS = tuple(roman_numeral(value) for value in range(1, 40))


class NotUnderstood(Exception):
    """A phrase that cannot be read; the message says which. Caught where an instruction is read."""


def expand(first: str, last: str) -> tuple[str, ...]:
    """Every number of a range such as `ICU C9.1` to `ICU C9.4` or `(b)` to `(e)`, both ends included.

    Raises NotUnderstood where the numbers between cannot be known from the words.
    """
    closing = ")" if first.endswith(")") and last.endswith(")") else ""
    start, end = _RUN.match(first.rstrip(")")), _RUN.match(last.rstrip(")"))
    romans = _roman_run(first, last)
    if romans:
        return romans
    if not start or not end or not _same_head(start[1], end[1]) or start[2].isdigit() != end[2].isdigit():
        raise NotUnderstood(f"the range {first} to {last}")
    low, high = (int(start[2]), int(end[2])) if start[2].isdigit() else (ord(start[2]), ord(end[2]))
    if not low < high <= low + 200:
        raise NotUnderstood(f"the range {first} to {last}")
    spell = str if start[2].isdigit() else chr
    return tuple(f"{start[1]}{spell(n)}{closing}" for n in range(low, high + 1))


def number_before(number: str) -> str | None:
    """The number that a new one follows: `4.13` for `4.14`, `XY B2.1` for `XY B2.1A`; None for a first."""
    match = _LAST.fullmatch(number)
    if match is None:
        return None
    head, figures, letter = match.groups()
    if letter:
        return f"{head}{figures}" if letter in "aA" else f"{head}{figures}{chr(ord(letter) - 1)}"
    return f"{head}{int(figures) - 1}" if int(figures) > 1 else None


_LAST = re.compile(r"(.*?)(\d+)([A-Za-z]?)")


def _roman_run(first: str, last: str) -> tuple[str, ...]:
    """ "(i)" to "(iv)"; () where the last number is not one of several roman letters."""
    start, end = first.rpartition("("), last.rpartition("(")
    one, other = start[2].rstrip(")"), end[2].rstrip(")")
    if one not in ROMANS or other not in ROMANS or len(other) == 1 != len(one) or not start[0].endswith(end[0]):
        return ()
    low, high = ROMANS.index(one), ROMANS.index(other)
    return tuple(f"{start[0]}({n})" for n in ROMANS[low : high + 1]) if low < high else ()


def _same_head(first: str, last: str) -> bool:
    """`ICU C10.` and `C10.` are the same; the second end of a range may leave the prefix out."""
    return first == last or first.endswith(f" {last}")
