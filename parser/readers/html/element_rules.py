"""Which rule makes an element furniture: a site's own rules, what hides, and where the main content excepts it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from parser.readers.blocks import PAGE_METADATA
from parser.readers.html.events import BREAKS, NOTHING, UNCOMPARED
from parser.readers.html.main_content import Survey
from parser.readers.style import UNREMARKABLE, Look, look

Rules = Callable[[str, Mapping[str, str]], str]
"""The name of the rule that makes an element furniture, or an empty text."""
_NEVER_CONTENT = frozenset(["update-log", "licence", PAGE_METADATA])
"""Rules that hold however much of the page they take: a log, or a licence, may be longer than what it is of."""


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STYLED = re.compile(
    r"(?:^|[\s_-])(?:mso|act)?head(?:ing)?[-_ ]?([1-6])(?=$|\s)|^(?:Mso)?(?P<title>Title)$", re.IGNORECASE
)
"""The class of a paragraph that a program made from a heading's style."""
_UNSTATED = 2
"""The level of a heading by its role that states none."""


def heading_level(tag: str, attributes: Mapping[str, str]) -> int:
    """The level of a heading, by its element, its role or the style it was made from; 0 for what is none."""
    if tag in _HEADINGS or not attributes:
        return _HEADINGS.get(tag, 0)
    if "role" in attributes and attributes["role"] == "heading":
        stated = attributes.get("aria-level", "")
        return min(int(stated), 6) or _UNSTATED if stated.isascii() and stated.isdigit() else _UNSTATED
    styled = _STYLED.search(attributes["class"]) if tag == "p" and "class" in attributes else None
    return 0 if styled is None else 1 if styled["title"] else int(styled[1])


class ElementRules:
    """The rules of a site on a page that was looked over."""

    def __init__(self, survey: Survey, rules: Rules) -> None:
        self._survey = survey
        self._rules = rules
        self._plain: dict[str, str] = {}

    def look(self, index: int, tag: str, attributes: Mapping[str, str]) -> Look:
        """What a person sees of an element; a part that the button of a heading opens is seen, and noted."""
        seen = look(tag, attributes)
        if index in self._survey.opened and seen.kind == "hidden":
            return replace(UNREMARKABLE, doubts=("hidden until its heading opens it",))
        return seen

    def rule(self, index: int, tag: str, attributes: Mapping[str, str], seen: Look, place: tuple[bool, bool]) -> str:
        """The rule for an element; `place` says whether it is outside the main content, and in a table.

        Hidden words inside a line or a table stay in their place: they are taken out of it later.
        """
        if tag in UNCOMPARED:
            return tag
        if index in self._survey.openers:
            return ""
        outside, in_table = place
        if tag == "dialog" and ("open" in attributes or seen.shown):
            tag = "div"
        rule = self._rules(tag, attributes) if attributes else self._unnamed(tag)
        if index in self._survey.kept:
            return rule if rule in _NEVER_CONTENT else ""
        if rule in self._survey.tolerant and not outside and self._survey.selective:
            rule = ""
        return rule or ("hidden" if seen.kind == "hidden" and tag in BREAKS and not in_table else "")

    def _unnamed(self, tag: str) -> str:
        """The rule of an element without attributes, which are most: asked once for each kind."""
        if tag not in self._plain:
            self._plain[tag] = self._rules(tag, NOTHING)
        return self._plain[tag]
