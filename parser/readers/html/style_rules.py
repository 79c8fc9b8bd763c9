"""The rules of a page's style sheets that touch words: nested ones unfolded, groups with what is known of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from parser.readers.html.sheets import holds

_READ = re.compile(
    r"display|visibility|opacity|font(-size)?|(-webkit-)?clip(-path)?|position|inset.*|left|top|right|bottom|text-indent"
    r"|overflow(-[xy])?|(max-)?(height|width|block-size|inline-size)|scale|rotate|translate|(-webkit-)?transform|zoom|color|content"
    r"|order|flex-(direction|flow|wrap)|float|margin(-.*)?|grid-(area|row|row-start|template-areas)|direction|unicode-bidi"
    r"|(-webkit-)?text-decoration(-line)?|list-style(-type|-image)?|counter-(reset|set|increment)|caption-side|writing-mode"
    r"|background(-color|-image|-size|-clip)?|-webkit-background-clip|content-visibility|(-webkit-)?filter|(-webkit-)?mask(-image)?"
    r"|(-webkit-)?(line-clamp|text-security|text-fill-color)|contain|mix-blend-mode|z-index|box-shadow|outline-offset|letter-spacing"
    r"|word-spacing|line-height|text-(underline-offset|overflow)|white-space|offset-path|quotes|hyphenate-character|all|border(-.*)?"
    r"|animation(-name)?"
)
_KNOWN = re.compile(
    r"active|after|any-link|autofill|backdrop|before|checked|cue|default|defined|details-content|dir|disabled|empty|enabled"
    r"|file-selector-button|first(?:-child|-letter|-line|-of-type)?|focus(?:-visible|-within)?|fullscreen|future|has"
    r"|(?:grammar|spelling)-error|has-slotted|highlight|host(?:-context)?|hover|in-range|indeterminate|invalid|is|lang"
    r"|last-child|last-of-type|left|link|marker|modal|not|nth-(?:last-)?(?:child|of-type)|only-child|only-of-type|open"
    r"|optional|out-of-range|part|past|paused|picture-in-picture|placeholder(?:-shown)?|playing|popover-open|read-only"
    r"|read-write|required|right|root|scope|selection|slotted|state|target(?:-text)?|user-(?:in)?valid|valid"
    r"|view-transition.*|visited|where|-.*",
    re.IGNORECASE,
)
"""Pseudo-classes and pseudo-elements; a rule with another is none for a browser."""
_PSEUDO = re.compile(r"(?<!\\)::?([a-zA-Z][\w-]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with its declarations: (property, value, important). `maybe` holds in some windows only.

    `layer` is its place in the order of layers, the rules outside all layers last; `light` says that it stood in
    `:where()`, so that every other rule goes before it.
    """

    selector: str
    declarations: tuple[tuple[str, str, bool], ...]
    maybe: bool
    layer: int
    light: bool = False


@dataclass(slots=True)
class Sheet:
    """The rules in order, and what they name: custom properties of the root, animations, list styles."""

    rules: list[Rule] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    fading: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    layers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule stands: the selectors around it, whether its group may not hold, its layer's name."""

    around: tuple[str, ...] = ()
    maybe: bool = False
    layer: str = ""


def sheet_of(source: str) -> Sheet:
    """The sheets of a page as one."""
    sheet = Sheet()
    _nodes(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True), _Place(), sheet)
    return sheet


def _nodes(nodes: list[Any], place: _Place, sheet: Sheet) -> None:
    for node in nodes:
        if node.type == "qualified-rule":
            _qualified(node, place, sheet)
        elif node.type == "at-rule":
            _at_rule(node, place, sheet)


def _at_rule(node: Any, place: _Place, sheet: Sheet) -> None:
    name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip()
    if name == "layer" and node.content is None:
        for each in prelude.split(","):
            sheet.layers.setdefault(each.strip(), len(sheet.layers))
    elif node.content is None:
        return
    elif name.endswith("keyframes") and _fades(tinycss2.serialize(node.content)):
        sheet.fading.add(prelude.strip("\"'"))
    elif name == "counter-style":
        sheet.counters.add(prelude)
    elif name == "property":
        initial = re.search(r"initial-value\s*:\s*([^;}]+)", tinycss2.serialize(node.content))
        sheet.variables.setdefault(prelude, initial[1].strip() if initial else "")
    elif name in _GROUPS:
        _group(node, name, prelude, place, sheet)


_GROUPS = ("media", "supports", "layer", "container", "scope", "starting-style")


def _fades(content: str) -> bool:
    return (
        re.search(r"opacity|visibility|display|transform|scale|translate|font|color|clip|content", content) is not None
    )


def _group(node: Any, name: str, prelude: str, place: _Place, sheet: Sheet) -> None:
    answer: bool | None = None if name in ("container", "scope", "starting-style") else True
    layer = place.layer
    if name == "media":
        answer = holds(prelude)
    elif name == "supports":
        answer = None if "not" in prelude.lower() else True
    elif name == "layer":
        layer = ".".join(each for each in (layer, prelude or f"#{len(sheet.layers)}") if each)
        sheet.layers.setdefault(layer, len(sheet.layers))
    if answer is False:
        return
    inner = _Place(place.around, place.maybe or answer is None, layer)
    nodes = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    if place.around:
        _block(nodes, inner, sheet)
    else:
        _nodes(nodes, inner, sheet)


def _qualified(node: Any, place: _Place, sheet: Sheet) -> None:
    selectors = [each for one in split(tinycss2.serialize(node.prelude).strip()) for each in unfolded(one)]
    unknown = any(not _KNOWN.fullmatch(name) for each in selectors for name in _PSEUDO.findall(_QUOTED.sub("", each)))
    around = tuple(_within(outer, each) for each in selectors for outer in place.around or ("",))
    inner = _Place(around, place.maybe or unknown, place.layer)
    _block(tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True), inner, sheet)


def _within(outer: str, selector: str) -> str:
    """A nested selector as one: `&` is what stands around it."""
    if not outer:
        return selector
    return selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"


def _block(nodes: list[Any], place: _Place, sheet: Sheet) -> None:
    """The declarations of a block, and the rules nested in it."""
    declared = tuple(_declared(nodes, place, sheet))
    if declared:
        layer = sheet.layers.get(place.layer, OUTSIDE)
        sheet.rules += [_rule(selector, declared, place.maybe, layer) for selector in place.around]
    _nodes([node for node in nodes if node.type in ("qualified-rule", "at-rule")], place, sheet)


OUTSIDE = 10_000
"""The place of rules outside all layers: after every layer."""
_ROOTS = frozenset([":root", "html", "body", ":host", "*"])


def _declared(nodes: list[Any], place: _Place, sheet: Sheet) -> Iterator[tuple[str, str, bool]]:
    for each in nodes:
        if each.type != "declaration":
            continue
        value = tinycss2.serialize(each.value).strip()
        if each.name.startswith("--"):
            names = {name.lower() for name in place.around}
            if names & _ROOTS and not place.maybe:
                sheet.variables[each.name] = value
            if not names <= _ROOTS or place.maybe:
                yield each.name, value, each.important
        elif _READ.fullmatch(each.lower_name):
            yield each.lower_name, value, each.important


_LIGHT = "/*where*/"
_FOLDED = re.compile(r"(?::root\s+)?:(where|is|matches|-webkit-any)\(", re.IGNORECASE)


def unfolded(selector: str) -> Iterator[str]:
    """A selector that begins with a list of others as those: `:where(.a b, .c) d` is `.a b d` and `.c d`."""
    opened = _FOLDED.match(selector)
    closed = _closing(selector, opened.end()) if opened else -1
    if opened is None or closed < 0:
        yield selector
        return
    light = _LIGHT * (opened[1].lower() == "where")
    for inner in split(selector[opened.end() : closed]):
        yield from (light + each.removeprefix(_LIGHT) for each in unfolded(inner + selector[closed + 1 :]))


def _closing(selector: str, start: int) -> int:
    """Where the bracket closes that was opened before `start`; -1 where it does not."""
    depth = 1
    for found in re.finditer(r"[()]", selector[start:]):
        depth += 1 if found[0] == "(" else -1
        if not depth:
            return start + found.start()
    return -1


def _rule(selector: str, declared: tuple[tuple[str, str, bool], ...], maybe: bool, layer: int) -> Rule:
    light = _LIGHT in selector
    return Rule(selector.replace(_LIGHT, ""), declared, maybe, layer, light)


def split(selectors: str) -> list[str]:
    """The selectors of a list: a comma in brackets parts none."""
    if "(" not in selectors and "[" not in selectors:
        return [each.strip() for each in selectors.split(",") if each.strip()]
    return [each.strip() for each in re.split(r",(?![^(\[]*[)\]])", selectors) if each.strip()]
