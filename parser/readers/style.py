"""What an element says about how its words are shown: struck out, not shown, elsewhere than they stand.

Read from the element, its attributes and the declarations of its `style`, to which
`parser.readers.html.style_sheets` adds those of the page's own style sheets. What certainly hides,
hides; what could change the words or their order is a reason for review.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from parser.readers.changes import Kind
from parser.readers.hiding import Style, hides, hides_box, is_box
from parser.readers.uncertain import uncertainties

LINE_ELEMENTS = (
    "a|abbr|b|bdi|bdo|big|button|center|cite|code|del|dfn|div|em|font|i|img|input|ins|kbd|label|mark|p|q|s|samp|small|span"
    "|strike|strong|tt|u|var|wbr"
)
"""Elements that texts hold in a line, as a pattern."""
IN_LINE = frozenset([*LINE_ELEMENTS.split("|"), "sub", "sup", "ruby", "rt", "time", "slot"]) - {"center", "div", "p"}
"""Elements that are no boxes of their own unless a style makes them one."""
_STRIKES = frozenset(["del", "s", "strike"])
_FALLBACKS = frozenset(["canvas", "video", "audio", "progress", "meter"])
_UNSHOWN = _FALLBACKS | {"rp", "desc", "metadata", "annotation", "annotation-xml", "datalist"}
_HIDING_NAME = re.compile(
    r"(?:^|\s)(?:(?:govuk-|u-|is-|h-|a11y-)?visually-?hidden|sr-only|(?:screen-?reader(?:-text|-only)?)|assistive-text"
    r"|show-for-sr|element-invisible|invisible-text|offscreen|off-screen|wb-inv(?:isible)?)(?=$|\s)",
    re.IGNORECASE,
)
_UNHIDING_NAME = re.compile(r"(?:^|\s)(?:not-sr-only|visually-hidden-focusable)(?=$|\s)")
_RISK = re.compile(
    r"display|visib|opac|clip|position|indent|overflow|scale|transform|color|content|order|flex|grid|direction|bidi"
    r"|decoration|list-style|counter|font|caption|writing|background|margin|inset|fill|security|clamp|filter|float"
    r"|rotate|translate|zoom|quotes|hyphenate|spacing|line-height|mask|contain|blend|z-index|shadow|outline|underline|offset|\ball\b|\\",
    re.IGNORECASE,
)
"""Names of properties that may change what is seen; a name may also be written with escapes."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an element's words are shown.

    `shown` overrules `hidden` and a closed dialog; `gone` says that it takes no place at all (a list
    does not count it); `doubts` are reasons for review if it holds words; `picture` says that it may
    show a picture instead of words; `last` that it is shown after what follows it;
    `colour` and `ground` are the colours it states for its letters and behind them.
    """

    kind: Kind | None = None
    shown: bool = False
    gone: bool = False
    doubts: tuple[str, ...] = ()
    picture: str = ""
    last: bool = False
    colour: str = ""
    ground: str = ""
    style: Style | None = None


NO_STYLE: Style = {}
UNREMARKABLE = Look()
_GONE = Look("hidden", gone=True)
_BY_TAG = {
    **dict.fromkeys(_STRIKES, Look("struck")),
    "ins": Look("inserted"),
    **dict.fromkeys(_UNSHOWN, Look("hidden")),
    "bdo": Look(doubts=("a direction of writing (bdo)",)),
    "marquee": Look(doubts=("words that move (marquee)",)),
    "rt": Look(doubts=("words set above others (ruby)",)),
}


def look(tag: str, attributes: Mapping[str, str]) -> Look:
    """How an element's words are shown, as far as the page itself says."""
    if not attributes:
        return _BY_TAG.get(tag, UNREMARKABLE)
    if not _STATING.isdisjoint(attributes):
        styled = _stated(tag, attributes)
        if styled is not UNREMARKABLE:
            return styled
    names = attributes.get("class", "")
    if names and _named_hidden(names):
        return Look("hidden")
    told = told_struck(_told(tag, names, attributes))
    ground = _BY_TAG.get(tag, UNREMARKABLE)
    return replace(ground, doubts=(*ground.doubts, told)) if told and ground.kind is None else ground


_TITLED = frozenset(["a", "abbr", "dfn", "img", "input"])
"""Elements whose `title` tells of something else than their words: where a link leads, what an abbreviation is."""
_TELLING = (
    "id",
    "aria-label",
    "aria-roledescription",
    "data-change",
    "data-revision",
    "data-diff",
    "data-type",
    "data-status",
)


def _told(tag: str, names: str, attributes: Mapping[str, str]) -> str:
    """The names of an element, and what a label or a mark of an editor says of words in a line."""
    if tag not in IN_LINE or len(attributes) == bool(names):
        return names
    told = (*_TELLING, *(() if tag in _TITLED else ("title",)))
    return " ".join((names, *(attributes[name] for name in told if name in attributes))).strip()


_STRUCK_NAME = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?i:deleted?|deletions?|del|removed|repealed|redacted|omitted|omissions?|superseded|obsolete|expunged|strike(?:d|-?through|-?out)?"
    r"|struck(?:-?through|-?out)?|line-?through|linethrough|crossed(?:-?out)?|revision-?out|rev-?out)(?=$|[\s_-])"
)


@lru_cache(maxsize=2048)
def told_struck(names: str) -> str:
    """Why an element is in doubt whose classes say that its words are struck out, though no style is known to do so."""
    found = _STRUCK_NAME.search(names) if names else None
    return f"the name {found[0].strip(' _-')!r}, which says that the words are struck out" if found else ""


_STATING = frozenset(["style", "hidden", "popover", "color", "bgcolor", "text", "role"])
"""Attributes that state how words are shown."""
_ROLES: Mapping[str, Kind] = {"deletion": "struck", "insertion": "inserted"}


def _stated(tag: str, attributes: Mapping[str, str]) -> Look:
    """The look of an element that says something of it in an attribute."""
    colour = attributes.get("color", "") or (attributes.get("text", "") if tag == "body" else "")
    styled = _styled(tag, attributes.get("style", ""), colour, attributes.get("bgcolor", ""))
    if "hidden" in attributes and not styled.shown and attributes["hidden"].lower() != "until-found":
        return _GONE
    if "popover" in attributes:
        return replace(styled, doubts=(*styled.doubts, "a popover that its style shows")) if styled.shown else _GONE
    if "hidden" in attributes and not styled.shown:
        return replace(styled, doubts=(*styled.doubts, "hidden until found"))
    role = attributes.get("role", "").lower()
    if role in _ROLES and styled.kind is None:
        return replace(styled, kind=_ROLES[role])
    names = attributes.get("class", "") if styled.kind is None and styled is not UNREMARKABLE else ""
    told = told_struck(_told(tag, names, attributes))
    return replace(styled, doubts=(*styled.doubts, told)) if told and not _decoration(styled.style or {}) else styled


@lru_cache(maxsize=2048)
def _named_hidden(names: str) -> bool:
    return bool(_HIDING_NAME.search(names)) and not _UNHIDING_NAME.search(names)


@lru_cache(maxsize=1024)
def _styled(tag: str, source: str, color: str, bgcolor: str) -> Look:
    if not (color or bgcolor or _RISK.search(source)):
        return _BY_TAG.get(tag, UNREMARKABLE)
    style = {**_attributed(color, bgcolor), **declarations(source)}
    ground = _BY_TAG.get(tag, UNREMARKABLE)
    shown = style.get("display", "none") != "none"
    in_line = tag in IN_LINE
    if hides(style) or ((not in_line or is_box(style)) and hides_box(style, in_line)):
        return Look("hidden", gone=style.get("display") == "none", style=style)
    kind: Kind | None = "struck" if "line-through" in _decoration(style) else ground.kind
    return Look(
        kind=None if kind == "hidden" and shown and tag not in _FALLBACKS else kind,
        shown=shown,
        doubts=(*ground.doubts, *uncertainties(style, in_line)),
        picture=_picture(style),
        last=style.get("caption-side", "") in ("bottom", "block-end"),
        colour=_letters(style),
        ground="" if "text" in style.get("background-clip", "") else _ground(style),
        style=style,
    )


def _attributed(color: str, bgcolor: str) -> dict[str, str]:
    """The colours that attributes state; they may leave the `#` out."""
    pairs = (("color", color), ("background-color", bgcolor))
    return {name: _hashed(value.strip().lower()) for name, value in pairs if value.strip()}


def _hashed(value: str) -> str:
    return f"#{value}" if re.fullmatch(r"[0-9a-f]{6}|[0-9a-f]{3}", value) else value


def _letters(style: Style) -> str:
    """The colour of the letters; a fill overrules it, but where the ground is drawn through the letters alone."""
    clipped = "text" in style.get("background-clip", "") or "text" in style.get("-webkit-background-clip", "")
    if clipped:
        return _ground(style).removeprefix("?")
    return style.get("-webkit-text-fill-color", "") or style.get("color", "")


def _ground(style: Style) -> str:
    """What is behind the letters: a colour, or `?` where it is a picture or not to be told."""
    image = style.get("background-image", "none")
    if image != "none":
        return "?"
    whole = style.get("background", "")
    if "(" in whole and re.search(r"url|gradient|image", whole):
        return "?"
    return style.get("background-color", "") or (whole if whole not in ("", "none") else "")


def _decoration(style: Style) -> str:
    return style.get("text-decoration-line") or style.get("text-decoration", "")


_MARGINS = ("margin-left", "margin-right", "margin-inline-start", "margin-inline-end", "margin-top", "margin-bottom")


def _picture(style: Style) -> str:
    moved = style.get("position") in ("absolute", "fixed") or any(style.get(name, "")[:1] == "-" for name in _MARGINS)
    if moved and _ground(style):
        return "a coloured box"
    if re.search(r"[\"'][^\"']*[a-z]", style.get("quotes", "")):
        return "words in the place of quotation marks"
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
            _declare(found, _ALIASES.get(node.lower_name, node.lower_name), value, node.important)
    return {name: value for name, (_, value) in found.items()}


_ALIASES = {
    "-webkit-text-decoration": "text-decoration",
    "-webkit-text-decoration-line": "text-decoration-line",
    "-webkit-clip-path": "clip-path",
    "-webkit-transform": "transform",
    "-webkit-filter": "filter",
}
_SHORT = {
    "text-decoration": ("text-decoration-line",),
    "font": ("font-size",),
    "background": ("background-color", "background-image", "background-size"),
    "overflow": ("overflow-x", "overflow-y"),
}
"""What a declaration of several properties in one sets anew."""


def _declare(found: dict[str, tuple[bool, str]], name: str, value: str, important: bool) -> None:
    held = found.get(name)
    if held is not None and held[0] and not important:
        return
    found.pop(name, None)
    for each in _SHORT.get(name, tuple(found) if name == "all" else ()):
        if each in found and found[each][0] <= important:
            del found[each]
    found[name] = (important, value if "content" in name else value.lower())


_DISPLAYS = re.compile(
    r"(?:none|contents|block|inline|flow|flow-root|flex|grid|table|ruby|list-item|run-in|math|inherit|initial|unset"
    r"|revert|revert-layer|-webkit-(?:inline-)?(?:box|flex)|inline-(?:block|flex|grid|table)"
    r"|table-(?:row|cell|column|caption|row-group|header-group|footer-group|column-group)|(?:var|env|if|attr)\(.*\)|\s)+$",
    re.IGNORECASE,
)


def _valid(name: str, value: str) -> bool:
    """Whether a browser takes a declaration; one with a value that is none leaves the last good one standing."""
    if name == "display":
        return _DISPLAYS.match(value) is not None
    if name == "visibility":
        return value.lower() in ("visible", "hidden", "collapse", "inherit", "initial", "unset", "revert")
    return bool(value)
