"""Declarations of CSS with which an element certainly shows no word."""

import re
from collections.abc import Mapping

from parser.readers.css_values import pixels, share

Style = Mapping[str, str]
"""Properties and values, lower case."""

FAR = 500
"""Pixels beyond which words stand outside every window."""
_NUMBER = re.compile(r"[-+]?(?:\d*\.\d+|\d+)")
_NOTHING_LEFT = re.compile(r"inset\(\s*(?:100|[5-9]\d)%|circle\(\s*0|ellipse\(\s*0|polygon\([0px,\s%]*\)")
SIZES = (
    "height", "width", "max-height", "max-width", "block-size", "inline-size", "max-block-size", "max-inline-size"
)  # fmt: skip
_OUT_OF_LINE = ("absolute", "fixed")
_NOT_DRAWN = frozenset(["none", "table-column", "table-column-group"])
"""Kinds of box that hold no text, and none."""


def hides(style: Style) -> bool:
    """Whether an element with these declarations shows no word, whatever kind of box it is."""
    return (
        style.get("display") in _NOT_DRAWN
        or style.get("visibility") in ("hidden", "collapse")
        or _is_zero(style.get("opacity"))
        or _is_zero(style.get("font-size"))
        or _font_is_zero(style.get("font", ""))
        or "opacity(0" in style.get("filter", "").replace(" ", "")
        or _NOTHING_LEFT.match(style.get("clip-path", "")) is not None
        or (style.get("position") in _OUT_OF_LINE and _clips_all(style.get("clip", "")))
        or (style.get("position") in (*_OUT_OF_LINE, "relative") and _is_far(style, _OFFSETS))
    )


def hides_box(style: Style, in_line: bool = False) -> bool:
    """Whether a box with these declarations shows no word: they do nothing to an element that is no box of its own.

    A margin of a box in a line takes what follows it away too, so that is not certain.
    """
    return (
        style.get("content-visibility") == "hidden"
        or any(_shrinks(style.get(name, "")) for name in ("transform", "scale"))
        or _is_zero(style.get("scale"))
        or _has_no_size(style)
        or _is_far(style, ("text-indent",) if in_line else _MARGINS)
        or any(float(number) <= -FAR for number in _moves(style))
    )


def is_box(style: Style) -> bool:
    """Whether these declarations make a box of an element that stands in a line."""
    display = style.get("display", "inline")
    apart = style.get("position") in _OUT_OF_LINE or style.get("float", "none") != "none"
    return apart or display not in ("inline", "contents", "ruby")


def _is_zero(value: str | None) -> bool:
    return bool(value) and (pixels(value or "") == 0 or share(value or "") == 0)


def _font_is_zero(font: str) -> bool:
    return any(_is_zero(word.partition("/")[0]) for word in font.split() if not word.isdigit() or word == "0")


def _shrinks(transform: str) -> bool:
    return re.search(r"scale(?:x|y|3d)?\(\s*(?:[\d.]+\s*,\s*)?0*\.?0*\s*[,)]", transform) is not None


def _clips_all(clip: str) -> bool:
    return clip.startswith("rect") and len(set(_NUMBER.findall(clip))) == 1


def _has_no_size(style: Style) -> bool:
    """A box of no size that hides what does not fit."""
    overflow = [style.get(name, "").split()[:1] for name in ("overflow", "overflow-x", "overflow-y")]
    if ["hidden"] not in overflow and ["clip"] not in overflow:
        return False
    return any(_is_zero(style.get(name)) or style.get(name) == "1px" for name in SIZES)


_OFFSETS = ("left", "top", "right", "bottom", "inset", "inset-inline-start", "inset-block-start")
_MARGINS = ("text-indent", "margin-left", "margin-top", "margin-inline-start")


def _is_far(style: Style, names: tuple[str, ...]) -> bool:
    """Whether words stand outside every window, to the left or above."""
    return any(float(number) <= -FAR for name in names for number in _NUMBER.findall(style.get(name, "")))


def _moves(style: Style) -> list[str]:
    moved = re.findall(r"translate(?:x|y|3d)?\(([^)]*)\)", style.get("transform", ""))
    return [number for value in moved for number in _NUMBER.findall(value)]
