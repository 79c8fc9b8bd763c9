"""A page's own style sheets applied to its elements, as far as they touch words and their order.

Selectors are matched by lxml. What matches an element goes before its `style` attribute, in the
order of the cascade; words that `::before` and `::after` make are given apart. A selector that is not understood
is matched without what is not understood, and what it says is a doubt. Sheets on other addresses are not known
here: where a page has such, an element whose name says that it is struck or hidden, and of which its own sheets
say nothing, is in doubt.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cssselect import HTMLTranslator, SelectorError, parse
from lxml import etree

from parser.readers.hiding import hides, hides_box
from parser.readers.html.generated import drawn, made_words
from parser.readers.html.sheets import sheets_of
from parser.readers.html.style_rules import OUTSIDE, Rule, Sheet, sheet_of
from parser.readers.style import IN_LINE, declarations
from parser.readers.uncertain import uncertainties

BEFORE, AFTER, DOUBT = " before", " after", " doubt"
"""Keys of an element's attributes for what style sheets add; no attribute of HTML holds a space."""

_SHEET = re.compile(r"<style\b|<link\b[^>]*stylesheet", re.IGNORECASE)
TELLING = re.compile(
    r"(?:^|\s)((?:(?:is-|u-|govuk-!-)?(?:hidden|hide|invisible)|[dx]-none|display-none|strike(?:d|-?through|-?out)?"
    r"|struck(?:-?through|-?out)?|line-through|crossed(?:-?out)?|deleted|del|removed|redacted))(?=$|\s)",
    re.IGNORECASE,
)
"""Names by which authors call what their style sheets strike out or hide; none stands on 540 of 547 real pages."""
_TOKEN = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\.)+)")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_NOT = re.compile(r":(?:not|is|where|has|any)\([^)]*\)")
_PSEUDO_CLASS = re.compile(r"(?<!:):(?!:)[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?")
_STATE = re.compile(
    r":(?:hover|focus(?:-visible|-within)?|active|visited|target|checked|disabled|autofill|fullscreen|modal|popover-open|open"
    r"|playing|paused|invalid|user-\w+|placeholder-shown|in-range|out-of-range|indeterminate)\b"
)
"""States in which nothing is when a page has been opened."""
_MOST_RULES = 1_000
"""Rules that touch words and may hold on a page: a page has some dozens, an attack any number."""


@dataclass(slots=True)
class _Matched:
    """What the sheets say of one element: by weight, and for its pseudo-elements."""

    declarations: list[tuple[tuple[bool, int, tuple[int, int, int], int], str, str]] = field(default_factory=list)
    pseudo: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)
    """What may show the element though the rest hides it."""


def style_sheets(source: str, root: Any) -> dict[Any, dict[str, str]]:
    """For each element that the page's sheets touch its attributes anew; empty for most pages."""
    if not _SHEET.search(source):
        return {}
    sheets, elsewhere = sheets_of(root)
    if not sheets.strip() and not elsewhere:
        return {}
    sheet = sheet_of(sheets)
    tokens = _tokens(root)
    matched: dict[Any, _Matched] = {}
    used = [rule for rule in sheet.rules if tokens.issuperset(_named_in(rule.selector))]
    for number, rule in enumerate(used[:_MOST_RULES]):
        _match(root, rule, number, matched)
    if len(used) > _MOST_RULES:
        matched.setdefault(root, _Matched()).doubts.append(f"{len(used) - _MOST_RULES} rules of style are not applied")
    if elsewhere:
        _doubt_names(root, matched)
    scoped = _properties_of_the_root(root, matched, sheet)
    return {node: _attributes(node, found, sheet, scoped) for node, found in matched.items()}


def _properties_of_the_root(root: Any, matched: dict[Any, _Matched], sheet: Sheet) -> frozenset[str]:
    """Take over what the root itself declares; gives the custom properties that other elements declare anew."""
    at_root = matched[root].declarations if root in matched else []
    sheet.variables |= {name: value for _, name, value in sorted(at_root) if name.startswith("--")}
    others = (found.declarations for node, found in matched.items() if node is not root)
    return frozenset(name for declared in others for _, name, _ in declared if name.startswith("--"))


def _doubt_names(root: Any, matched: dict[Any, _Matched]) -> None:
    """Doubt the elements whose names tell what a sheet that is not known may do to them."""
    for node in root.iter(etree.Element):
        named = TELLING.search(node.get("class", ""))
        found = matched.get(node)
        if named and not any(name in _TOLD for _, name, _ in (found.declarations if found else ())):
            doubt = f"the name {named[1]!r}, of which a style sheet at another address may say that it is not shown so"
            matched.setdefault(node, _Matched()).doubts.append(doubt)


_TOLD = frozenset(["display", "visibility", "text-decoration", "text-decoration-line", "opacity"])


def _tokens(root: Any) -> set[tuple[str, str]]:
    """The classes and ids that the page has, as `_TOKEN` finds them in a selector."""
    tokens: set[tuple[str, str]] = set()
    for node in root.iter(etree.Element):
        names, name = node.get("class"), node.get("id")
        if names:
            tokens.update((".", each) for each in names.split())
        if name:
            tokens.add(("#", name))
    return tokens


def _named_in(selector: str) -> Iterator[tuple[str, str]]:
    """The classes and ids that an element must have for a selector, their escapes undone: `.md\\:hidden`."""
    for sign, name in _TOKEN.findall(_NOT.sub("", selector)):
        yield sign, _ESCAPE.sub(_unescaped, name) if "\\" in name else name


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(code) if 0 < code <= sys.maxunicode else "\ufffd")


def _match(root: Any, rule: Rule, number: int, matched: dict[Any, _Matched]) -> None:
    """Note a rule with each element it holds for."""
    found = _selected(root, rule.selector)
    exact = found is not None
    if found is None and not _STATE.search(_NOT.sub("", rule.selector)):
        found = _selected(root, _loosened(rule.selector))
    for node in found[1] if found else ():
        selector = found[0] if found else None
        _note(matched.setdefault(node, _Matched()), rule, number, selector, exact and not rule.maybe)


def _selected(root: Any, source: str) -> tuple[Any, list[Any]] | None:
    """A selector as parsed, and the elements it holds for; None for one that is not understood."""
    try:
        (selector,) = parse(source)
        return selector, root.xpath(_XPATH.selector_to_xpath(selector))
    except (SelectorError, etree.XPathError, ValueError):
        return None


def _loosened(selector: str) -> str:
    """A selector without its pseudo-classes: it holds for more elements, and for all that it should."""
    bare = _PSEUDO_CLASS.sub("", selector.replace("*|", ""))
    return re.sub(r"(^|[\s>+~])(?=$|[>+~])", r"\1*", bare.strip()) if bare.strip() else "*"


def _note(found: _Matched, rule: Rule, number: int, selector: Any, certain: bool) -> None:
    pseudo = str(selector.pseudo_element or "")
    for name, value, important in rule.declarations:
        if pseudo in ("before", "after"):
            found.pseudo.setdefault(pseudo, {})[name] = value
        elif pseudo in _PARTS:
            found.doubts += [f"::{pseudo} {name}: {value}"] if name in _HIDES else []
        elif not pseudo and not certain:
            found.doubts += [f"{name}: {value}, which may not hold"] if _matters(name, value) else []
        elif not pseudo:
            layer = -rule.layer if important and rule.layer != OUTSIDE else 0 if important else rule.layer
            layer = -OUTSIDE if important and rule.layer == OUTSIDE else layer
            weight = (0, 0, 0) if rule.light else selector.specificity()
            found.declarations.append(((important, layer, weight, number), name, value))
    if not certain and not pseudo:
        found.perhaps += [
            f"{name}: {value}" for name, value, _ in rule.declarations if name in ("display", "visibility")
        ]


def _matters(name: str, value: str) -> bool:
    """Whether a declaration can change what is seen of the words."""
    style = {name: value.lower()}
    if name in ("content", "all") or "line-through" in value:
        return True
    if name == "position":
        return style[name] in ("absolute", "fixed")
    return hides(style) or hides_box(style) or any(uncertainties(style, True))


_XPATH = HTMLTranslator()
_PARTS = ("first-letter", "first-line", "marker", "details-content")
_HIDES = ("font-size", "display", "visibility", "opacity", "content", "font", "color", "content-visibility")


def _attributes(node: Any, found: _Matched, sheet: Sheet, scoped: frozenset[str]) -> dict[str, str]:
    """The element's attributes with what the sheets add; its own `style` comes last, so it wins where CSS lets it."""
    attributes = dict(node.items())
    own = {name: value for _, name, value in sorted(found.declarations) if name.startswith("--")}
    states = [f"{name}: {value}{' !important' * weight[0]}" for weight, name, value in sorted(found.declarations)]
    style = "; ".join([*states, attributes.get("style", "")]) if states else attributes.get("style", "")
    attributes["style"] = resolved(style, sheet, own, scoped)
    doubts = [*found.doubts, *_named(attributes["style"], sheet), *_perhaps_shown(attributes["style"], found.perhaps)]
    for pseudo, key in (("before", BEFORE), ("after", AFTER)):
        made = {name: resolved(value, sheet, own, scoped) for name, value in found.pseudo.get(pseudo, {}).items()}
        words, doubt = made_words(made.get("content", ""), attributes)
        if words:
            attributes[key] = words
        doubt = doubt or (drawn(made) if node.tag in IN_LINE else "")
        doubts += [f"::{pseudo} {doubt}"] if doubt else []
    if doubts:
        attributes[DOUBT] = "; ".join(dict.fromkeys(doubts))
    return attributes


def _perhaps_shown(style: str, perhaps: list[str]) -> list[str]:
    """What may show an element that its style hides for certain."""
    return [f"{each}, which may not hold" for each in perhaps if hides(declarations(style))] if perhaps else []


def _named(style: str, sheet: Sheet) -> list[str]:
    """Animations that fade words, and signs of lists, that the sheets make under a name."""
    words = set(re.findall(r"[\w-]+", style)) if "animation" in style or "list-style" in style else set()
    return [f"animation: {name}" for name in sorted(words & sheet.fading)] + [
        f"signs of a list: {name}" for name in sorted(words & sheet.counters)
    ]


def resolved(value: str, sheet: Sheet, own: dict[str, str], scoped: frozenset[str]) -> str:
    """A value with its custom properties; one that other elements may set stays as it is."""
    for _ in range(5):
        if "var(" not in value:
            break
        value = re.sub(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)", lambda m: _variable(m, sheet, own, scoped), value)
    return value.replace("\0", "")


def _variable(found: re.Match[str], sheet: Sheet, own: dict[str, str], scoped: frozenset[str]) -> str:
    name, otherwise = found[1], found[2]
    if name in own:
        return own[name]
    if name in scoped:
        return found[0].replace("var(", "var\0(")
    return sheet.variables.get(name) or otherwise or "unset"
