"""The style sheets that a page brings with it: in `style` elements and in the addresses of links (`data:`).

Media queries are answered for a common window on a screen.
"""

import re
from base64 import b64decode
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

_INERT = frozenset(["noscript", "template"])
"""Elements whose sheets no browser with scripts applies to the page."""
_IMPORT = re.compile(
    r"@import\s+(?:url\(\s*)?(?P<quote>[\"']?)(?P<url>data:.*?)(?P=quote)\s*\)?\s*(?P<media>[^;\"']*);", re.I | re.S
)
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|r?em)\s*\)")
_OTHER_MEDIA = re.compile(r"(only )?(print|speech|aural|braille|embossed|tty)( and .*)?")
WINDOW = 1280
"""Pixels: the width of window for which a page is read."""


def sheets_of(root: Any) -> tuple[str, bool]:
    """The page's own sheets one after another, and whether it names sheets on other addresses."""
    own, elsewhere = [], False
    for node in root.iter("style", "link"):
        if not _applies(node):
            continue
        href = node.get("href", "").strip()
        if node.tag == "style":
            own.append(node.text or "")
        elif "stylesheet" in node.get("rel", "").lower().split():
            own.append(sheet_in(href))
            elsewhere = elsewhere or not href.lower().startswith("data:")
    own = [_IMPORT.sub(_imported, sheet) if "@import" in sheet else sheet for sheet in own]
    return "\n".join(own), elsewhere or any("@import" in sheet for sheet in own)


def links_elsewhere(root: Any) -> bool:
    """Whether a page names style sheets on other addresses."""
    return sheets_of(root)[1]


def _applies(node: Any) -> bool:
    """Whether a browser takes the sheet of an element for a screen."""
    type_ = node.get("type", "").partition(";")[0].strip().lower()
    other = "alternate" in node.get("rel", "").lower().split() or node.get("disabled") is not None
    later = "media" in node.get("onload", "")  # a sheet that is loaded late says "print" until it is there
    if type_ not in ("", "text/css") or other or (holds(node.get("media", "")) is False and not later):
        return False
    return not any(above.tag in _INERT for above in node.iterancestors())


def _imported(found: re.Match[str]) -> str:
    sheet, media = sheet_in(found["url"]), found["media"].strip()
    return f"@media {media} {{ {sheet} }}" if media else sheet


def sheet_in(url: str) -> str:
    """The sheet in a `data:` address; empty for another address and for one that cannot be read."""
    head, comma, data = url.partition(",")
    if not comma or not head.lower().startswith("data:text/css"):
        return ""
    try:
        body = b64decode(unquote(data)) if head.lower().endswith(";base64") else unquote_to_bytes(data)
    except ValueError:
        return ""
    return body.decode("utf-8", "replace")


def holds(condition: str) -> bool | None:
    """Whether a media query holds; None where that cannot be said. An empty one holds."""
    answers = [_query(query.strip()) for query in condition.lower().split(",")] if condition.strip() else [True]
    return True if True in answers else None if None in answers else False


def _query(query: str) -> bool | None:
    if query.startswith("not "):
        answer = _query(query.removeprefix("not ").removeprefix("all and "))
        return None if answer is None else not answer
    if _OTHER_MEDIA.fullmatch(query):
        return False
    rest = re.sub(r"^(only )?(all|screen)( and |$)", "", query)
    for name, size, unit in _WIDTH.findall(rest):
        wide = float(size) * (1 if unit == "px" else 16)
        if (wide > WINDOW) if name == "min" else (wide < WINDOW):
            return False
    return None if _WIDTH.sub("", rest).replace("and", "").strip() else True
