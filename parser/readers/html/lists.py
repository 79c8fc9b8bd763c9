"""The numbers that lists print: type, start, steps and the style that decides, as a browser shows them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import ascii_lowercase

from corpus.enumerators import roman_numeral
from parser.readers.hiding import Style
from parser.readers.style import NO_STYLE, Look

_NUMBERED_BY_TEXT = re.compile(r"legislative-list|no-?bullets?|list-unstyled", re.IGNORECASE)
_STYLED_BY_CLASS = re.compile(r"alpha|roman|letter|latin|greek|legal-?list", re.IGNORECASE)
_INTEGER = re.compile(r"[ \t\n\f\r]*([-+]?[0-9]{1,9})")
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_SAME = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_SIGNS = frozenset(["disc", "circle", "square", "disclosure-open", "disclosure-closed"])
_POSITIONS = frozenset(["inside", "outside"])
_NUMERALS = frozenset(
    ["decimal", "decimal-leading-zero", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "lower-greek"]
)


@dataclass(slots=True)
class Listing:
    """An open list: the number of its next item, and the style of its numbers, empty for bullets and for none.

    `by_text` where the items' text prints the numbers. `doubt` where the style cannot be shown here.
    """

    style: str
    number: int = 1
    step: int = 1
    by_text: bool = False
    doubt: str = ""


def listing(tag: str, attributes: Mapping[str, str], look: Look, outer: Listing | None, items: int) -> Listing:
    """A list as it opens; `items` is how many it has, asked of reversed lists only.

    GOV.UK's stylesheet takes the numbers of a legislative list away, and of every list inside it;
    only the outermost has the class.
    """
    style = look.style or NO_STYLE
    own = _list_style(style)
    if outer and outer.by_text and "type" not in attributes and own is None:
        return Listing("", by_text=True)
    names = attributes.get("class", "")
    by_text = own == "none" or (own is None and bool(_NUMBERED_BY_TEXT.search(names)))
    kind = "" if by_text else _style(own if own is not None else _of_tag(tag, attributes))
    told = tag != "ol" or own is not None or "type" in attributes or not _STYLED_BY_CLASS.search(names)
    doubt = "" if told else f"the class {names!r} of a numbered list"
    step = -1 if "reversed" in attributes and tag == "ol" else 1
    first = integer(attributes.get("start", "")) if tag == "ol" else None
    number = first if first is not None else items if step < 0 else 1
    counter = _counter(style, "counter-reset")
    made = Listing(kind, number if counter is None else counter + step, step, by_text and tag == "ol", doubt)
    return replace(made, style="", doubt=f"list-style: {kind}") if kind and kind not in _NUMERALS else made


def _of_tag(tag: str, attributes: Mapping[str, str]) -> str:
    return _TYPES.get(attributes.get("type", ""), "decimal") if tag == "ol" else "disc"


def number_of(current: Listing, attributes: Mapping[str, str], look: Look) -> str:
    """The number that an item of a list prints, empty for none; the list counts on."""
    style = look.style or NO_STYLE
    value = integer(attributes.get("value", ""))
    counter = _counter(style, "counter-set")
    step = _counter(style, "counter-increment")
    if value is not None or counter is not None:
        current.number = value if counter is None and value is not None else counter or 0
    elif step is not None:
        current.number += step - current.step
    own = _list_style(style)
    kind = _TYPES.get(attributes.get("type", ""), "") if own is None else own
    kind = _style(kind) if kind else current.style
    shown = f"{numeral(current.number, kind)}." if kind in _NUMERALS else ""
    current.number += current.step
    return shown


def integer(text: str) -> int | None:
    """An integer as HTML reads it: white space before it and anything after it are passed over."""
    found = _INTEGER.match(text)
    return int(found[1]) if found else None


def _counter(style: Style, name: str) -> int | None:
    """What a property does to the counter of list items."""
    words = style.get(name, "").split()
    if "list-item" not in words:
        return None
    following = words[words.index("list-item") + 1 : words.index("list-item") + 2]
    number = integer(following[0]) if following else None
    return number if number is not None else int(name == "counter-increment")


def _list_style(style: Style) -> str | None:
    """The type of the numbers that a style asks for; None where it asks for none in particular."""
    if "list-style-type" in style:
        return style["list-style-type"]
    words = [word for word in style.get("list-style", "").split() if word not in _POSITIONS and "url(" not in word]
    return words[0] if words else None


def _style(kind: str) -> str:
    kind = _SAME.get(kind, kind)
    return "" if kind in _SIGNS or kind == "none" or kind[:1] in "\"'" else kind


def numeral(number: int, style: str) -> str:
    """The number as a browser prints it in a style: `_NUMERALS` are known."""
    if style in ("lower-alpha", "upper-alpha", "lower-greek") and number > 0:
        letters = _alphabetic(number, _GREEK if style == "lower-greek" else ascii_lowercase)
        return letters.upper() if style == "upper-alpha" else letters
    if style in ("lower-roman", "upper-roman") and 0 < number < 4000:
        roman = roman_numeral(number)
        return roman if style == "lower-roman" else roman.upper()
    if style == "decimal-leading-zero":
        return f"{'-' * (number < 0)}{abs(number):02}"
    return str(number)


def _alphabetic(number: int, alphabet: str) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, len(alphabet))
        letters = alphabet[rest] + letters
    return letters


_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
