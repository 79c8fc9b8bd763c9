"""Enumerators as documents print them, said once: a, aa, iv, 2A, what each counts as, and which comes after which."""

import re

LETTERS = "[a-z]{1,2}"
CAPITALS = "[A-Z]{1,2}"
ROMAN = "[ivxl]{1,6}"
FIGURE = r"\d{1,3}[A-Z]{0,2}"
ITEM = f"{LETTERS}|{ROMAN}|{FIGURE}|{CAPITALS}"
"""The number of an item, a pattern without groups: `a`, `aa`, `xviii`, `12`, `2A`, `B`."""
PREFIX = r"(?:[A-Z][A-Z&]{1,9}|[A-Z][A-Z&]{0,7}\d{1,2}[A-Z&]{1,7}|[A-Z][A-Z&\d]{0,7}[-/][A-Z][A-Z\d]{0,4})"
"""What stands before the number of a measure, a pattern without groups: `PCU`, `R&B`, `H2S`, `AQ-C`, `PCU/E`."""

_MOST_ROMAN = 39  # above that a roman numeral of one letter, `l` or `c`, is a letter
INSERTED = 0.2
"""What `step` costs at most where a number is the next of its list, or one inserted after it."""
_GAP = 2.0
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


def styles(num: str) -> tuple[str, ...]:
    """The kinds of numbering a number can belong to: `i` is a letter and a roman numeral."""
    if not num:
        return ("bullet",)
    if num[0].isdigit():
        return ("figure",)
    lower = num.islower()
    kinds = ["letter" if lower else "capital"] if len(num) <= 2 else []
    if lower and len(num) == 2 and num[0] == num[1]:
        kinds.append("double")
    if _roman(num.lower()) is not None:
        kinds.append("roman" if lower else "capital roman")
    return tuple(kinds)


def step(style: str, last: str, num: str) -> float | None:
    """What it costs to print `num` after `last` in one list of a style; None where that cannot be.

    0 for the next number, at most `INSERTED` for one inserted later (`ba` after `b`, `2A` after `2`), from 2 for a gap.
    """
    if style == "bullet" or not num:
        return 0.0 if style == "bullet" and not num else None
    if style == "figure":
        return _figure_step(last, num)
    if style in ("roman", "capital roman"):
        return _roman_step(last.lower(), num.lower()) if last.islower() == num.islower() else None
    if last.islower() != num.islower() or not num.isalpha() or len(num) > 2:
        return None
    if style == "double":
        doubled = len(num) == 2 and num[0] == num[1] and len(last) == 2
        return _gap(ord(num[0]) - ord(last[0])) if doubled else None
    return _letter_step(last.lower(), num.lower())


def counts_on(last: str, num: str) -> bool:
    """Whether a number is the very next of a list, in any style both can have: `c` after `b`, `ii` or `j` after `i`."""
    return bool(last and num) and any(step(style, last, num) == 0 for style in styles(num))


def inserted_rank(letters: str) -> str:
    """The letters of an inserted number as they are ordered: 1ZA stands before 1A."""
    return f"@{letters[1:]}" if letters[:1] == "Z" and letters[1:] else letters


def likely_styles(num: str) -> frozenset[str]:
    """What a reader takes a number for: `ii` is roman and no letter, `i` may be either; all it can be: `styles`."""
    if num[0].isdigit():
        return frozenset({"figure"})
    if num.isupper():
        return frozenset({"capital"})
    if re.fullmatch(r"[ivx]+", num):
        return frozenset({"roman"} if len(num) > 1 else {"letter", "roman"})
    return frozenset({"letter"})


def _gap(by: int) -> float | None:
    return None if by < 1 else 0.0 if by == 1 else _GAP + 0.3 * min(by, 10)


def _letter_step(last: str, num: str) -> float | None:
    if last == "z" and num == "aa":
        return 0.0
    if len(last) == len(num) == 1:
        return _gap(ord(num) - ord(last))
    if len(last) == 1:
        return (INSERTED if num[1] == "a" else _GAP) if num[0] == last else None
    if len(num) == 1:
        return _gap(ord(num) - ord(last[0]))
    if last[0] == num[0]:
        return _gap(ord(num[1]) - ord(last[1]))
    return 0.1 if last[0] == last[1] and num[0] == num[1] and ord(num[0]) - ord(last[0]) == 1 else None


def _roman(num: str) -> tuple[int, str] | None:
    """A roman numeral's value and the letter of one inserted later (`iia`)."""
    tail = num[-1] if num[-1] in "abdefgh" and len(num) > 1 else ""
    body = num[: len(num) - len(tail)]
    value = roman_value(body)
    return (value, tail) if value is not None and value <= _MOST_ROMAN else None


def _roman_step(last: str, num: str) -> float | None:
    before, after = _roman(last), _roman(num)
    return _inserted_step(before, after) if before and after else None


def _figure_step(last: str, num: str) -> float | None:
    before, after = re.fullmatch(r"(\d+)([A-Z]*)", last), re.fullmatch(r"(\d+)([A-Z]*)", num)
    if before is None or after is None:
        return None
    return _inserted_step((int(before[1]), before[2].lower()), (int(after[1]), after[2].lower()))


def _inserted_step(before: tuple[int, str], after: tuple[int, str]) -> float | None:
    if after[0] != before[0]:
        return None if after[1] and after[0] != before[0] + 1 else _gap(after[0] - before[0])
    if not after[1]:
        return None
    return (
        INSERTED
        if after[1] == "a" and not before[1]
        else _gap(ord(after[1][-1]) - ord(before[1][-1]) if before[1] else 2)
    )
