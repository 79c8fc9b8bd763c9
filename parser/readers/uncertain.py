"""Declarations of CSS that may change the words a person reads, or their order, and are not followed here.

The rule is the other way round than that of `hiding`: what is not known to leave the words as they are is a
reason for review, an unknown value and a sum (`calc`) included.
"""

import re
from collections.abc import Callable, Iterator

from parser.readers.css_values import KEYWORDS, percentage, pixels, share
from parser.readers.hiding import FAR, SIZES, Style, hides_box, is_box

_FUNCTION = re.compile(r"([a-z0-9]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_LEAST_OPACITY = 0.3
_LEAST_LETTER = 5.0
"""Pixels below which nobody reads."""
_NEAR = 30.0
"""Pixels by which letters may be moved and still stand where they are read."""
_TILTED = 45.0
_DEGREES = {"deg": 1.0, "turn": 360.0, "grad": 0.9, "rad": 57.3}


def uncertainties(style: Style, in_line: bool) -> Iterator[str]:
    """The declarations that may change what a person reads; `in_line` says that the element stands within a line."""
    for name, changes in _CHANGES.items():
        value = style.get(name, "")
        if value and value not in _PLAIN and changes(value) and not (name == "transform" and _placed(style, in_line)):
            yield f"{name}: {value}"
    yield from _offsets(style, in_line)
    yield from _cut(style)
    if in_line:
        yield from _drawn_over(style)
        if not is_box(style) and hides_box(style):
            yield "a style that hides boxes, on what is no box"
    elif _is_hard_gradient(style):
        yield "a drawn line (gradient)"


_PLAIN = KEYWORDS - {"revert-layer"}


def _placed(style: Style, in_line: bool) -> bool:
    """Whether a box out of the text is only moved to its place, as a menu is to its button."""
    moves = _FUNCTION.findall(style["transform"])
    lengths = [pixels(part.strip()) for name, args in moves if name.startswith("translate") for part in args.split(",")]
    apart = style.get("position") in ("absolute", "fixed") and not in_line
    return apart and len(lengths) >= len(moves) and all(size is not None and abs(size) < FAR for size in lengths)


def _small(value: str) -> bool:
    size = pixels(value)
    part = percentage(value)
    return (size is None and part is None and "(" in value) or (size if size is not None else 16) < _LEAST_LETTER or (
        part is not None and part < 100 * _LEAST_OPACITY
    )  # fmt: skip


def _faint(value: str) -> bool:
    part = share(value)
    return part is None or part < _LEAST_OPACITY


def _moved(value: str) -> bool:
    """Whether lengths move words further than a line's height, or by what is not known."""
    return any(_is_move(part) for part in re.split(r"[\s,]+(?![^(]*\))", value.strip()))


def _is_move(part: str) -> bool:
    size, relative = pixels(part), percentage(part)
    return abs(size) > _NEAR if size is not None else abs(relative) > 100 if relative is not None else True


def _scaled(value: str) -> bool:
    parts = [share(part) for part in re.split(r"[\s,]+", value.strip())]
    return any(part is None or not _LEAST_OPACITY <= part <= 4 for part in parts)


def _turned(value: str) -> bool:
    found = re.fullmatch(r"(?:z\s+)?([-+]?[\d.]+)(deg|turn|grad|rad)?", value.strip())
    return found is None or abs(float(found[1])) * _DEGREES.get(found[2] or "deg", 1.0) > _TILTED


_KNOWN: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(["translate", "translatex", "translatey", "translatez", "translate3d"], _moved),
    **dict.fromkeys(["scale", "scalex", "scaley", "scale3d"], _scaled),
    **dict.fromkeys(["rotate", "rotatez", "skew", "skewx", "skewy"], _turned),
}
"""Functions of `transform`, and whether their arguments do more than place a box."""


def _transformed(value: str) -> bool:
    found = _FUNCTION.findall(value)
    return value != "none" and (not found or any(name not in _KNOWN or _KNOWN[name](args) for name, args in found))


def _not(*plain: str) -> Callable[[str], bool]:
    return lambda value: value not in plain


def _spaced(least: float, most: float) -> Callable[[str], bool]:
    def changes(value: str) -> bool:
        size = pixels(value)
        return "(" in value or (size is not None and not least <= size <= most)

    return changes


def _has_words(value: str) -> bool:
    return re.search(r"[\"'][^\"']*[a-z]", value) is not None


_CHANGES: dict[str, Callable[[str], bool]] = {
    "order": lambda value: share(value) != 0,
    "flex-direction": lambda value: "reverse" in value,
    "flex-flow": lambda value: "reverse" in value,
    "flex-wrap": lambda value: "reverse" in value,
    "grid-area": _not("auto"),
    "grid-row": lambda value: value != "auto" and "span" not in value,
    "grid-row-start": lambda value: value != "auto" and "span" not in value,
    "grid-template-areas": _not("none"),
    "direction": lambda value: value == "rtl",
    "unicode-bidi": lambda value: "override" in value or value == "plaintext",
    "writing-mode": lambda value: "horizontal" not in value,
    "transform": _transformed,
    "scale": lambda value: value != "none" and _scaled(value),
    "rotate": lambda value: value != "none" and _turned(value),
    "translate": lambda value: value != "none" and _moved(value),
    "offset-path": _not("none"),
    "zoom": lambda value: value not in ("normal", "reset") and _faint(value),
    "opacity": _faint,
    "font-size": _small,
    "letter-spacing": _spaced(-3.0, 40.0),
    "word-spacing": _spaced(-8.0, 80.0),
    "line-height": lambda value: (pixels(value) if pixels(value) is not None else 16) == 0,
    "filter": lambda value: re.search(r"opacity|blur|brightness|contrast|invert|url", value) is not None,
    "mask": _not("none"),
    "mask-image": _not("none"),
    "-webkit-mask": _not("none"),
    "-webkit-mask-image": _not("none"),
    "clip-path": _not("none"),
    "contain": lambda value: re.search(r"strict|size", value) is not None,
    "mix-blend-mode": _not("normal", "multiply", "darken"),
    "z-index": lambda value: value.startswith("-"),
    "-webkit-text-security": _not("none"),
    "-webkit-line-clamp": _not("none"),
    "line-clamp": _not("none"),
    "display": lambda value: value in ("table-header-group", "table-footer-group", "revert-layer") or "(" in value,
    "visibility": lambda value: "(" in value,
    "all": bool,
    "content": lambda value: "url(" in value or "image" in value,
    **dict.fromkeys(["quotes", "hyphenate-character", "list-style-type", "list-style"], _has_words),
}


def _offsets(style: Style, in_line: bool) -> Iterator[str]:
    """Places, indents and margins that may take words out of sight or out of their line."""
    position = style.get("position", "static")
    for name in ("margin-left", "margin-top", "margin-right", "margin-inline-start", "text-indent"):
        value = style.get(name, "")
        if value and _is_outward(value, -FAR / 5):
            yield f"{name}: {value}"
    if position in ("static", *KEYWORDS):
        return
    for name in ("left", "top", "right", "bottom", "inset", "inset-inline-start", "inset-block-start"):
        for value in style.get(name, "").split() if "(" not in style.get(name, "") else [style[name]]:
            if _is_outward(value, -_NEAR):
                yield f"position: {position}; {name}: {value}"
    if in_line and position in ("absolute", "fixed"):
        yield f"position: {position}"


def _is_outward(value: str, least: float) -> bool:
    size, part = pixels(value), percentage(value)
    if value in ("auto", *KEYWORDS):
        return False
    return not least < size < 2 * FAR if size is not None else abs(part) >= 100 if part is not None else "(" in value


def _cut(style: Style) -> Iterator[str]:
    """A box that hides what does not fit into it, where it may be too small for its words."""
    overflow = " ".join(style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    if "hidden" not in overflow and "clip" not in overflow:
        if "scroll" in overflow or "auto" in overflow:
            yield from (f"{name}: 0, to be scrolled" for name in SIZES if pixels(style.get(name, "")) == 0)
        return
    high = [name for name in SIZES if ("height" in name or "block" in name) and _is_length(style.get(name, ""))]
    wide = [name for name in SIZES if name not in high and _is_length(style.get(name, ""))]
    one_line = style.get("white-space", "normal") in ("nowrap", "pre") or "ellipsis" in style.get("text-overflow", "")
    small = [name for name in wide if (pixels(style[name]) or 0) < 2 * _NEAR]
    for name in [*high, *(wide if one_line else small)]:
        yield f"{name}: {style[name]}, with what does not fit hidden"


def _is_length(value: str) -> bool:
    return bool(value) and value not in KEYWORDS and (pixels(value) is not None or "(" in value)


def _drawn_over(style: Style) -> Iterator[str]:
    """What may be drawn through or over the words of a line, or takes them out of it."""
    ground = " ".join(style.get(name, "") for name in ("background", "background-image"))
    if "gradient(" in ground:
        yield "a drawn line (gradient)"
    if "url(" in ground:
        yield "a picture behind words (background)"
    if "inset" in style.get("box-shadow", ""):
        yield f"box-shadow: {style['box-shadow']}"
    for name in ("outline-offset", "text-underline-offset"):
        if style.get(name, "").startswith("-") or "(" in style.get(name, ""):
            yield f"{name}: {style[name]}"
    lines = [name for name in ("border", "border-bottom", "border-top", "border-block-end") if style.get(name)]
    if lines and any(_is_length(style.get(name, "")) for name in ("height", "line-height", "block-size")):
        yield "a border through the line"
    if style.get("float", "none") not in ("none", *KEYWORDS):
        yield f"float: {style['float']}"


def _is_hard_gradient(style: Style) -> bool:
    """Whether a gradient draws a line: it is a thin picture, or changes at one place from a colour to another."""
    ground = " ".join(style.get(name, "") for name in ("background", "background-image"))
    if "gradient(" not in ground:
        return False
    stops = re.findall(r"[\d.]+(?:%|px|em)", ground)
    return "background-size" in style or len(stops) > len(set(stops)) > 0
