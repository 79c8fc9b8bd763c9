"""A page's own style sheets applied to its elements, as far as they touch words and their order.

Selectors are matched by lxml. What matches an element goes before its `style` attribute, in the
order of the cascade; words that `::before` and `::after` make are given apart. Sheets in the address of
a link (`data:`) are the page's own. Those on other addresses are not known here: where a page has such, an
element whose name says that it is struck or hidden, and of which its own sheets say nothing, is in doubt.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from cssselect import HTMLTranslator, SelectorError, parse
from lxml import etree

BEFORE, AFTER, DOUBT = " before", " after", " doubt"
"""Keys of an element's attributes for what style sheets add; no attribute of HTML holds a space."""

_SHEET = re.compile(r"<style\b|<link\b[^>]*stylesheet", re.IGNORECASE)
_TELLING = re.compile(
    r"(?:^|\s)((?:(?:is-|u-|govuk-!-)?(?:hidden|hide|invisible)|[dx]-none|display-none|strike(?:d|-?through|-?out)?"
    r"|struck(?:-?through|-?out)?|line-through|crossed(?:-?out)?|deleted|del|removed|redacted))(?=$|\s)",
    re.IGNORECASE,
)
"""Names by which authors call what their style sheets strike out or hide; none stands on 540 of 547 real pages."""
_READ = re.compile(
    r"display|visibility|opacity|font(-size)?|clip(-path)?|position|inset.*|left|top|right|bottom|text-indent|overflow(-[xy])?"
    r"|(max-)?(height|width|block-size|inline-size)|scale|transform|color|content|order|flex-(direction|flow|wrap)|margin-(left|top)"
    r"|grid-(area|row|row-start|template-areas)|direction|unicode-bidi|text-decoration(-line)?|list-style(-type|-image)?"
    r"|counter-(reset|set|increment)|caption-side|writing-mode|background(-color|-image|-clip)?|content-visibility|filter"
    r"|(-webkit-)?(line-clamp|text-security|text-fill-color)"
)
_COMMON = frozenset([
    "font", "color", "position", "left", "top", "right", "bottom", "overflow", "overflow-x", "overflow-y", "height",
    "width", "max-height", "max-width", "margin-left", "margin-top", "opacity", "transform", "flex-wrap", "list-style",
    "font-size",
])  # fmt: skip
"""Properties that matter only with a certain value: pages are full of the others."""
_STRANGE = re.compile(
    r"^0/|\b0/|^(?:-?0*\.?0+(?:px|em|rem|%|pt)?|hidden|clip|absolute|fixed|1px|1|auto|visible|static|initial)$|-\d{3}|reverse|url\(|scale|rotate|translate|transparent"
    r"|^white|#f+\b|snow|ivory|rgb|#[0-9a-f]{3}0$|#[0-9a-f]{6}00$|(?:alpha|roman|latin|decimal|greek|none|disc|circle|square)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f]|\\.)+)")
_NOT = re.compile(r":(?:not|is|where|has|any)\([^)]*\)")
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_PART = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\w-]+\((?:[^()]|\([^()]*\))*\)|[^\s\"'()]+")
_LETTER = re.compile(r"[^\W_]")
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|r?em)\s*\)")
_WINDOW = 1280
"""Pixels: the width of window for which a page is read."""
_MOST_RULES = 1_000
"""Rules that touch words and may hold on a page: a page has some dozens, an attack any number."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector with its declarations: (property, value, important). `maybe` holds in some windows only."""

    selector: str
    declarations: tuple[tuple[str, str, bool], ...]
    maybe: bool


@dataclass(slots=True)
class _Matched:
    """What the sheets say of one element: by weight, and for its pseudo-elements."""

    declarations: list[tuple[tuple[bool, tuple[int, int, int], int], str, str]] = field(default_factory=list)
    pseudo: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def style_sheets(source: str, root: Any) -> dict[Any, dict[str, str]]:
    """For each element that the page's sheets touch its attributes anew; empty for most pages."""
    if not _SHEET.search(source):
        return {}
    sheets, elsewhere = _sheets(root)
    if not sheets.strip() and not elsewhere:
        return {}
    rules, variables = _rules(sheets)
    tokens = _tokens(root)
    matched: dict[Any, _Matched] = {}
    used = [rule for rule in rules if tokens.issuperset(_TOKEN.findall(_NOT.sub("", rule.selector)))]
    for number, rule in enumerate(used[:_MOST_RULES]):
        _match(root, rule, number, matched)
    if len(used) > _MOST_RULES:
        matched.setdefault(root, _Matched()).doubts.append(f"{len(used) - _MOST_RULES} rules of style are not applied")
    if elsewhere:
        _doubt_names(root, matched)
    return {node: _attributes(node, found, variables) for node, found in matched.items()}


def _sheets(root: Any) -> tuple[str, bool]:
    """The page's own sheets one after another, and whether it names sheets on other addresses."""
    own, elsewhere = [], False
    for node in root.iter("style", "link"):
        if not _for_screens(node.get("media", "")):
            continue
        href = node.get("href", "").strip()
        if node.tag == "style":
            own.append(node.text or "")
        elif "stylesheet" in node.get("rel", "").lower().split():
            own.append(_data(href))
            elsewhere = elsewhere or not href.lower().startswith("data:")
    return "\n".join(own), elsewhere or any("@import" in sheet for sheet in own)


def _data(url: str) -> str:
    """The sheet in a `data:` address; empty for another address and for one that cannot be read."""
    head, comma, data = url.partition(",")
    if not comma or not head.lower().startswith("data:text/css"):
        return ""
    try:
        body = b64decode(unquote(data)) if head.lower().endswith(";base64") else unquote_to_bytes(data)
    except ValueError:
        return ""
    return body.decode("utf-8", "replace")


def _doubt_names(root: Any, matched: dict[Any, _Matched]) -> None:
    """Doubt the elements whose names tell what a sheet that is not known may do to them."""
    for node in root.iter(etree.Element):
        named = _TELLING.search(node.get("class", ""))
        found = matched.get(node)
        if named and not any(name in _TOLD for _, name, _ in (found.declarations if found else ())):
            doubt = f"the name {named[1]!r}, of which a style sheet at another address may say that it is not shown so"
            matched.setdefault(node, _Matched()).doubts.append(doubt)


_TOLD = frozenset(["display", "visibility", "text-decoration", "text-decoration-line", "opacity"])


def _for_screens(media: str) -> bool:
    return not media.strip() or _screen(media) is not False


def _screen(condition: str) -> bool | None:
    """Whether a media query holds in a common window on a screen; None where that cannot be said."""
    answers = [_query(query.strip()) for query in condition.lower().split(",")]
    return True if True in answers else None if None in answers else False


def _query(query: str) -> bool | None:
    if re.fullmatch(r"(only )?(print|speech|aural|braille|embossed|tty)( and .*)?", query):
        return False
    rest = re.sub(r"^(only )?(all|screen)( and |$)", "", query)
    for name, size, unit in _WIDTH.findall(rest):
        wide = float(size) * (1 if unit == "px" else 16)
        if (wide > _WINDOW) if name == "min" else (wide < _WINDOW):
            return False
    return None if _WIDTH.sub("", rest).replace("and", "").strip() else True


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


def _rules(sheets: str) -> tuple[list[_Rule], dict[str, str]]:
    """The rules that touch words, in order, and the custom properties of the root."""
    import tinycss2

    rules: list[_Rule] = []
    variables: dict[str, str] = {}
    waiting = [(tinycss2.parse_stylesheet(sheets, skip_comments=True, skip_whitespace=True), False)]
    while waiting:
        nodes, maybe = waiting.pop()
        for node in nodes:
            if node.type == "qualified-rule":
                rules += _qualified(node, maybe, variables)
            elif node.type == "at-rule" and node.content and node.lower_at_keyword in _GROUPS:
                holds = _screen(tinycss2.serialize(node.prelude)) if node.lower_at_keyword == "media" else True
                if holds is not False:
                    inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                    waiting.append((inner, maybe or holds is None))
    return rules, variables


_GROUPS = ("media", "supports", "layer", "container", "scope")


def _qualified(node: Any, maybe: bool, variables: dict[str, str]) -> Iterator[_Rule]:
    import tinycss2

    selectors = tinycss2.serialize(node.prelude).strip()
    declared = []
    for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            continue
        value = tinycss2.serialize(each.value).strip()
        if each.name.startswith("--"):
            if selectors in (":root", "html", "body", ":root, :host", "*"):
                variables[each.name] = value
        elif _READ.fullmatch(each.lower_name) and (each.lower_name not in _COMMON or _STRANGE.search(value)):
            declared.append((each.lower_name, value, each.important))
    if declared:
        yield from (_Rule(selector, tuple(declared), maybe) for selector in _split(selectors))


def _split(selectors: str) -> list[str]:
    """The selectors of a list: a comma in brackets parts none."""
    if "(" not in selectors and "[" not in selectors:
        return [each.strip() for each in selectors.split(",") if each.strip()]
    return [each.strip() for each in re.split(r",(?![^(\[]*[)\]])", selectors) if each.strip()]


def _match(root: Any, rule: _Rule, number: int, matched: dict[Any, _Matched]) -> None:
    """Note a rule with each element it holds for."""
    try:
        (selector,) = parse(rule.selector)
        nodes = root.xpath(_XPATH.selector_to_xpath(selector))
    except (SelectorError, etree.XPathError, ValueError):
        return
    pseudo = str(selector.pseudo_element or "")
    for node in nodes:
        found = matched.setdefault(node, _Matched())
        for name, value, important in rule.declarations:
            if pseudo in ("before", "after"):
                if name == "content":
                    found.pseudo[pseudo] = value
            elif pseudo in ("first-letter", "first-line", "marker"):
                found.doubts.append(f"::{pseudo} {name}: {value}") if name in _HIDES else None
            elif not pseudo and rule.maybe:
                found.doubts += [f"{name}: {value} in some windows"] if (name, value) in _MAYBE else []
            elif not pseudo:
                found.declarations.append(((important, selector.specificity(), number), name, value))


_XPATH = HTMLTranslator()
_HIDES = ("font-size", "display", "visibility", "opacity", "content", "font", "color")
_MAYBE = (("display", "none"), ("visibility", "hidden"), ("opacity", "0"), ("font-size", "0"))


def _attributes(node: Any, found: _Matched, variables: dict[str, str]) -> dict[str, str]:
    """The element's attributes with what the sheets add; its own `style` comes last, so it wins where CSS lets it."""
    attributes = dict(node.items())
    sheet = [f"{name}: {value}{' !important' * weight[0]}" for weight, name, value in sorted(found.declarations)]
    style = "; ".join([*sheet, attributes.get("style", "")]) if sheet else attributes.get("style", "")
    attributes["style"] = _resolved(style, variables) if "var(" in style else style
    doubts = list(found.doubts)
    for pseudo, key in (("before", BEFORE), ("after", AFTER)):
        words, doubt = _content(_resolved(found.pseudo.get(pseudo, ""), variables), attributes)
        if words:
            attributes[key] = words
        if doubt:
            doubts.append(f"::{pseudo} {doubt}")
    if doubts:
        attributes[DOUBT] = "; ".join(dict.fromkeys(doubts))
    return attributes


def _resolved(value: str, variables: dict[str, str]) -> str:
    for _ in range(5):
        if "var(" not in value:
            break
        value = re.sub(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)", lambda m: variables.get(m[1], m[2] or ""), value)
    return value


def _content(value: str, attributes: dict[str, str]) -> tuple[str, str]:
    """The words that a `content` makes, and why they cannot be known."""
    words = ""
    for part in _PART.findall(value.partition(" / ")[0]):
        string = _STRING.fullmatch(part)
        named = re.fullmatch(r"attr\(\s*([\w-]+)[^)]*\)", part)
        if string:
            words += _unescaped(string[1] or string[2] or "")
        elif named:
            words += attributes.get(named[1].lower(), "")
        elif part.startswith(("counter", "url", "image", "element", "leader")):
            return "", f"content: {value}"
    return (words, f"content: {value}") if _LETTER.search(words) and not _is_icon(words) else ("", "")


def _is_icon(words: str) -> bool:
    return all(not _LETTER.match(sign) or "\ue000" <= sign <= "\uf8ff" for sign in words)


def _unescaped(text: str) -> str:
    text = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(int(m[1], 16)) if 0 < int(m[1], 16) < 0xD800 else "", text)
    return re.sub(r"\\(.)", r"\1", text)
