"""What an element says about how its words are shown: struck out, put in, not shown at all.

Only what the markup itself says: the element, `hidden`, and the declarations of its own `style`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from parser.readers.changes import Kind
from parser.readers.html.events import NOTHING

_STRIKES = frozenset(["del", "s", "strike"])
_DECLARATION = re.compile(r"\s*([-\w]+)\s*:\s*((?:\"[^\"]*\"|'[^']*'|\([^)]*\)|[^;\"'(])*)")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


def changed(tag: str, attributes: Mapping[str, str]) -> Kind | None:
    """Whether an element's words are shown as struck out or as put in."""
    if tag in _STRIKES:
        return "struck"
    if tag == "ins":
        return "inserted"
    style = attributes.get("style", "") if attributes else ""
    if "line-through" in style and "line-through" in _decoration(declarations(style)):
        return "struck"
    return None


def _decoration(style: Mapping[str, str]) -> str:
    return style.get("text-decoration-line") or style.get("text-decoration", "")


@lru_cache(maxsize=1024)
def declarations(style: str) -> Mapping[str, str]:
    """The declarations of a `style` attribute, lower case: the last of a property holds, important ones first."""
    if not style:
        return NOTHING
    found: dict[str, tuple[bool, str]] = {}
    for name, value in _DECLARATION.findall(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)):
        important = _IMPORTANT.search(value) is not None
        held = found.get(name.lower())
        if held is None or important >= held[0]:
            found[name.lower()] = (important, _IMPORTANT.sub("", value).strip().lower())
    return {name: value for name, (_, value) in found.items()}
