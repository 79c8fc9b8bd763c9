"""A number in the form that a list gives it: `4`, `iv`, `d`, `4th`, `four`."""

from collections.abc import Callable

from corpus.enumerators import roman_numeral

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
_SIGNS = "*†‡§"


def roman(number: int) -> str:
    """Small roman numerals; figures beyond 3,999."""
    return roman_numeral(number) if 0 < number < 4000 else str(number)


def repeated_letter(number: int) -> str:
    """Word's letters: z is followed by aa, and aa by bb."""
    if not 0 < number <= 26 * 30:
        return str(number)
    count, place = divmod(number - 1, 26)
    return chr(97 + place) * (count + 1)


def counted_letter(number: int) -> str:
    """OpenDocument's letters: z is followed by aa, and aa by ab."""
    made = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        made = chr(97 + place) + made
    return made


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def in_words(number: int) -> str:
    """One, Two, Twenty-one: to ninety-nine; figures beyond."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    words = _ONES[number] if number < 20 else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    return words.capitalize()


def ordinal_in_words(number: int) -> str:
    """First, Second, Twenty-first: to ninety-ninth; figures beyond."""
    head, dash, last = in_words(number).lower().rpartition("-")
    if not last.isalpha():
        return ordinal(number)
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return (head + dash + ending).capitalize()


def _sign(number: int) -> str:
    return _SIGNS[(number - 1) % 4] * ((number - 1) // 4 + 1) if number > 0 else ""


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: repeated_letter(number).upper(),
    "lowerLetter": repeated_letter,
    "ordinal": ordinal,
    "cardinalText": in_words,
    "ordinalText": ordinal_in_words,
    "decimalZero": lambda number: f"{number:02d}",
    "01": lambda number: f"{number:02d}",
    "001": lambda number: f"{number:03d}",
    "0001": lambda number: f"{number:04d}",
    "00001": lambda number: f"{number:05d}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "hex": lambda number: f"{number:X}",
    "chicago": _sign,
    "none": lambda number: "",
}
"""The forms of Office Open XML (ECMA-376, 17.18.59) that English documents use by name, others by the first number."""

FIGURES: dict[str, Callable[[int], str]] = {
    "1": str, "01": FORMS["01"], "001": FORMS["001"], "0001": FORMS["0001"], "1st": ordinal, "One": in_words,
    "First": ordinal_in_words, "*": _sign,
}  # fmt: skip
"""Forms of OpenDocument, and those that LibreOffice adds, by their first number; letters and roman ones are apart."""
