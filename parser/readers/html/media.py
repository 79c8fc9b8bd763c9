"""Media queries for a common window on a screen."""

import re

_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|r?em)\s*\)")
_OTHER_MEDIA = re.compile(r"(only )?(print|speech|aural|braille|embossed|tty)( and .*)?")
WINDOW = 1280
"""Pixels: the width of window for which a page is read."""


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
