"""What an element says about how its words are shown: struck out, not shown, elsewhere than they stand.

Read from the element, its attributes and the declarations of its `style`, to which
`parser.readers.html.style_sheets` adds those of the page's own style sheets. What certainly hides,
hides; what could change the words or their order is a reason for review.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from parser.readers.changes import Kind

Style = Mapping[str, str]
"""Properties and values, lower case."""

LINE_ELEMENTS = (
    "a|abbr|b|bdi|bdo|big|button|center|cite|code|del|dfn|div|em|font|i|img|input|ins|kbd|label|mark|p|q|s|samp|small|span"
    "|strike|strong|tt|u|var|wbr"
)
"""Elements that texts hold in a line, as a pattern."""
_STRIKES = frozenset(["del", "s", "strike"])
_FALLBACKS = frozenset(["canvas", "video", "audio", "progress", "meter"])
_UNSHOWN = _FALLBACKS | {"rp", "desc", "metadata", "annotation", "annotation-xml", "datalist"}
_HIDING_NAME = re.compile(
    r"(?:^|\s)(?:(?:govuk-|u-|is-|h-|a11y-)?visually-?hidden|sr-only|(?:screen-?reader(?:-text|-only)?)|assistive-text"
    r"|show-for-sr|element-invisible|invisible-text|offscreen|off-screen)(?=$|\s)",
    re.IGNORECASE,
)
_UNHIDING_NAME = re.compile(r"(?:^|\s)(?:not-sr-only|visually-hidden-focusable)(?=$|\s)")
_RISK = re.compile(
    r"display|visib|opac|clip|position|indent|overflow|scale|transform|color|content|order\s*:|flex|grid|direction|bidi"
    r"|line-through|list-style|counter|font|caption|writing|background|margin|inset|fill|security|clamp|filter|float",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?(?:\d*\.\d+|\d+)")
_ZERO = re.compile(r"[-+]?0*\.?0+(?:px|em|rem|ex|ch|pt|%|vh|vw|cm|mm|in)?$")
_FAR = 500
_NOTHING_LEFT = re.compile(r"inset\(\s*(?:100|[5-9]\d)%|circle\(\s*0|ellipse\(\s*0|polygon\([0px,\s%]*\)")
_SIZES = (
    "height", "width", "max-height", "max-width", "block-size", "inline-size", "max-block-size", "max-inline-size"
)  # fmt: skip
_TURNED = re.compile(r"scale(?:x|y)?\(\s*-|rotate[xy]?\(\s*-?(?:9\d|1[78]\d|0?\.5turn)")
_WHITE = frozenset(["white", "#fff", "#ffffff", "snow", "ivory", "#fefefe", "rgb(255,255,255)", "rgb(255 255 255)"])
_CLEAR = re.compile(r"transparent$|#[0-9a-f]{3}0$|#[0-9a-f]{6}00$|(?:rgb|hsl)a?\([^)]*[,/]\s*(?:0|0?\.0+|0%)\s*\)$")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element's words are shown.

    `shown` overrules `hidden` and a closed dialog; `gone` says that it takes no place at all (a list
    does not count it); `doubts` are reasons for review if it holds words; `picture` says that it may
    show a picture instead of words; `last` that it is shown after what follows it.
    """

    kind: Kind | None = None
    shown: bool = False
    gone: bool = False
    doubts: tuple[str, ...] = ()
    picture: str = ""
    last: bool = False
    white: bool = False
    backed: bool = False
    style: Style | None = None


NO_STYLE: Style = {}
UNREMARKABLE = Look()
_GONE = Look("hidden", gone=True)
_BY_TAG = {
    **dict.fromkeys(_STRIKES, Look("struck")),
    "ins": Look("inserted"),
    **dict.fromkeys(_UNSHOWN, Look("hidden")),
    "bdo": Look(doubts=("a direction of writing (bdo)",)),
    "rt": Look(doubts=("words set above others (ruby)",)),
}


def look(tag: str, attributes: Mapping[str, str]) -> Look:
    """How an element's words are shown, as far as the page itself says."""
    if not attributes:
        return _BY_TAG.get(tag, UNREMARKABLE)
    style = attributes.get("style", "")
    if style or "hidden" in attributes or "color" in attributes or "bgcolor" in attributes:
        styled = _styled(tag, style, attributes.get("color", ""), "bgcolor" in attributes)
        if "hidden" in attributes and not styled.shown:
            return _GONE
        if styled is not UNREMARKABLE:
            return styled
    names = attributes.get("class", "")
    if names and _named_hidden(names):
        return Look("hidden")
    return _BY_TAG.get(tag, UNREMARKABLE)


@lru_cache(maxsize=2048)
def _named_hidden(names: str) -> bool:
    return bool(_HIDING_NAME.search(names)) and not _UNHIDING_NAME.search(names)


@lru_cache(maxsize=1024)
def _styled(tag: str, source: str, color: str, backed: bool) -> Look:
    if not (color or backed or _RISK.search(source)):
        return _BY_TAG.get(tag, UNREMARKABLE)
    style = declarations(source)
    if color:
        style = {"color": color.strip().lower(), **style}
    ground = _BY_TAG.get(tag, UNREMARKABLE)
    shown = style.get("display", "none") != "none"
    hides = _hides(style)
    if hides:
        return Look("hidden", gone=style.get("display") == "none", style=style)
    kind: Kind | None = "struck" if "line-through" in _decoration(style) else ground.kind
    return Look(
        kind=None if kind == "hidden" and shown and tag not in _FALLBACKS else kind,
        shown=shown,
        doubts=(*ground.doubts, *_doubts(style)),
        picture=_picture(style),
        last=style.get("caption-side", "") in ("bottom", "block-end"),
        white=style.get("color", "").replace(", ", ",") in _WHITE,
        backed=backed or any(name.startswith("background") for name in style),
        style=style,
    )


def _decoration(style: Style) -> str:
    return style.get("text-decoration-line") or style.get("text-decoration", "")


def _hides(style: Style) -> bool:
    """Whether an element with these declarations shows no word."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or _is_zero(style.get("opacity"))
        or _is_zero(style.get("font-size"))
        or _font_is_zero(style.get("font", ""))
        or "opacity(0" in style.get("filter", "").replace(" ", "")
        or any(_shrinks(style.get(name, "")) for name in ("transform", "scale"))
        or _is_zero(style.get("scale"))
        or _is_clipped(style)
        or _is_far(style)
    )


def _is_zero(value: str | None) -> bool:
    return bool(value) and _ZERO.match(value or "") is not None


def _font_is_zero(font: str) -> bool:
    return any(_is_zero(word.partition("/")[0]) for word in font.split() if not word.isdigit() or word == "0")


def _shrinks(transform: str) -> bool:
    return re.search(r"scale(?:x|y|3d)?\(\s*(?:[\d.]+\s*,\s*)?0*\.?0*\s*[,)]", transform) is not None


def _is_clipped(style: Style) -> bool:
    """A clip that leaves nothing, or a box of no size that hides what does not fit."""
    clip = style.get("clip", "")
    taken_out = style.get("position") in ("absolute", "fixed")
    if taken_out and clip.startswith("rect") and len(set(_NUMBER.findall(clip))) == 1:
        return True
    if _NOTHING_LEFT.match(style.get("clip-path", "")):
        return True
    overflow = [style.get(name, "").split()[:1] for name in ("overflow", "overflow-x", "overflow-y")]
    if ["hidden"] not in overflow and ["clip"] not in overflow:
        return False
    return any(_is_zero(style.get(name)) or style.get(name) == "1px" for name in _SIZES)


def _is_far(style: Style) -> bool:
    """Whether the words stand outside every window."""
    names = ["text-indent", "margin-left", "margin-top", "margin-inline-start"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", "bottom", "inset", "inset-inline-start", "inset-block-start"]
    values = [number for name in names for number in _NUMBER.findall(style.get(name, ""))]
    moved = re.findall(r"translate(?:x|y|3d)?\(([^)]*)\)", style.get("transform", ""))
    values += [number for value in moved for number in _NUMBER.findall(value)]
    return any(float(value) <= -_FAR for value in values)


def _doubts(style: Style) -> Iterator[str]:
    """Declarations that could change the words a person reads, or their order."""
    for name, changes in _CHANGES.items():
        value = style.get(name, "")
        if value and changes(value):
            yield f"{name}: {value}"
    colour = style.get("color", "")
    fill = "" if "text" in style.get("background-clip", "") else style.get("-webkit-text-fill-color", "")
    if _CLEAR.match(colour) or _CLEAR.match(fill):
        yield f"color: {colour or 'none'}"
    elif colour and colour in (style.get("background-color"), style.get("background")):
        yield f"color: {colour} on the same"


_CHANGES: dict[str, Callable[[str], bool]] = {
    "order": lambda value: not _is_zero(value),
    "flex-direction": lambda value: "reverse" in value,
    "flex-flow": lambda value: "reverse" in value,
    "flex-wrap": lambda value: "reverse" in value,
    "grid-area": lambda value: value != "auto",
    "grid-row": lambda value: value != "auto" and "span" not in value,
    "grid-row-start": lambda value: value != "auto" and "span" not in value,
    "grid-template-areas": lambda value: value != "none",
    "direction": lambda value: value == "rtl",
    "unicode-bidi": lambda value: "override" in value or value == "plaintext",
    "writing-mode": lambda value: "horizontal" not in value,
    "transform": lambda value: _TURNED.search(value) is not None,
    "-webkit-text-security": lambda value: value != "none",
    "-webkit-line-clamp": lambda value: value != "none",
    "line-clamp": lambda value: value != "none",
    "display": lambda value: value in ("table-header-group", "table-footer-group"),
}


def _picture(style: Style) -> str:
    for name in ("background", "background-image", "content", "mask-image", "border-image", "list-style-image"):
        if "url(" in style.get(name, ""):
            return f"a picture ({name})"
    return ""


@lru_cache(maxsize=1024)
def declarations(source: str) -> Style:
    """The declarations of a `style` attribute: the last of a property holds, important ones first."""
    import tinycss2  # here, because few pages have a style that matters

    found: dict[str, tuple[bool, str]] = {}
    for node in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and _valid(node.lower_name, value := tinycss2.serialize(node.value).strip()):
            held = found.get(node.lower_name)
            if held is None or node.important >= held[0]:
                found[node.lower_name] = (node.important, value if "content" in node.lower_name else value.lower())
    return {name: value for name, (_, value) in found.items()}


_DISPLAYS = re.compile(
    r"(?:none|contents|block|inline|flow|flow-root|flex|grid|table|ruby|list-item|run-in|math|inherit|initial|unset"
    r"|revert|revert-layer|-webkit-(?:inline-)?(?:box|flex)|inline-(?:block|flex|grid|table)"
    r"|table-(?:row|cell|column|caption|row-group|header-group|footer-group|column-group)|var\(.*\)|\s)+$",
    re.IGNORECASE,
)


def _valid(name: str, value: str) -> bool:
    """Whether a browser takes a declaration; one with a value that is none leaves the last good one standing."""
    if name == "display":
        return _DISPLAYS.match(value) is not None
    if name == "visibility":
        return value.lower() in ("visible", "hidden", "collapse", "inherit", "initial", "unset", "revert")
    return bool(value)
