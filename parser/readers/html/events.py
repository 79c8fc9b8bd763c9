"""HTML as a stream of events, read in two ways: with lxml, and by its tokens alone.

lxml is the reader. libxml2 stops without an exception at 2,047 nested elements and at other
limits, and puts what follows `</html>` beside the root; `tree_events` looks at both. The
tokens are read without a tree: they know where in the source each text stands, they have
no limits, and they are the witness for the order of the source.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from typing import Any, Literal

from lxml import etree

from parser.readers.html.elsewhere import unknown_words
from parser.readers.html.scripts import scripted
from parser.readers.html.style_sheets import DOUBT, style_sheets

Event = tuple[Literal["start", "end", "text"], str, Mapping[str, str]]

NOTHING: Mapping[str, str] = {}
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
BREAKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "option", "optgroup", "p", "pre", "search", "section", "select", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "xmp", "listing", "plaintext",
])  # fmt: skip
"""Elements that end the block in hand where they start and where they end."""
INVISIBLE = frozenset(["script", "style", "title", "iframe", "noframes", "noembed"])
"""Elements whose text no browser shows as text of the page."""
UNCOMPARED = frozenset(["noscript", "template"])
"""Elements that readers rightly treat differently: kept as furniture, left out of the comparison."""

_BOGUS = r"<!--.*?(?:--!?>|\Z)|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>|</[^a-zA-Z>][^>]*>|</>"
_RAW = r"(?P<raw>script|style|title|textarea|iframe|noframes|noembed|xmp)\b"
_ATTRIBUTES = r"[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*"
_TOKEN = re.compile(
    rf"{_BOGUS}|<{_RAW}(?P<rawattrs>{_ATTRIBUTES})>(?P<body>.*?)(?:</(?P=raw)\s*[^>]*>|\Z)"
    rf"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<attrs>{_ATTRIBUTES})>"
    r"|(?P<text>[^<]+)|(?P<stray><)",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(
    rf"({_BOGUS}|<{_RAW}{_ATTRIBUTES}>.*?(?:</(?P=raw)\s*[^>]*>|\Z)"
    rf"|<(?:(?P<hiding>/?(?:{'|'.join(sorted(UNCOMPARED))})(?=[\s/>]))|/?[a-zA-Z][^\s/>]*){_ATTRIBUTES}>)",
    re.DOTALL | re.IGNORECASE,
)
"""`_TOKEN` but for texts: splits a page at what is no text."""
_FIELDS = frozenset(["textarea", "xmp"])
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")


@dataclass(frozen=True, slots=True)
class Tree:
    """Events, and what the parser said that it left out."""

    events: tuple[Event, ...]
    limits: tuple[str, ...]


def tree_events(source: str) -> Tree:
    """Read with lxml; `limits` holds the parser's fatal messages, empty when it read to the end."""
    parser = etree.HTMLParser(huge_tree=True, remove_blank_text=False, encoding="utf-8")
    encoded = source.encode("utf-8", "replace")
    try:
        root = etree.fromstring(encoded, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        return Tree((), (str(error),))
    limits = tuple(entry.message for entry in parser.error_log if entry.level_name == "FATAL")
    if root is None:
        return Tree((), (*limits, "no element"))
    styled = _doubted(style_sheets(source, root), scripted(encoded, root), unknown_words(source, root))
    events: list[Event] = []
    roots = [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]
    for node in roots:
        if isinstance(node.tag, str):
            _walk(node, events, styled)
        elif node.tail:
            events.append(("text", node.tail, NOTHING))
    return Tree(tuple(events), limits)


def _doubted(styled: dict[Any, dict[str, str]], *doubts: Mapping[Any, str]) -> Mapping[Any, Mapping[str, str]]:
    """The attributes of elements with why they are in doubt."""
    for node, reason in (pair for each in doubts for pair in each.items()):
        attributes = styled.setdefault(node, dict(node.items()))
        attributes[DOUBT] = "; ".join(each for each in (attributes.get(DOUBT, ""), reason) if each)
    return styled


def _walk(root: "etree._Element", events: list[Event], styled: Mapping[Any, Mapping[str, str]]) -> None:
    add = events.append
    node: Any
    for kind, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if kind == "start":
            tag, attributes = node.tag, node.items()
            if styled and node in styled:
                add(("start", tag, styled[node]))
            else:
                add(("start", tag, dict(attributes) if attributes else NOTHING))
            text = node.text
        else:
            tag = node.tag
            if kind == "end":
                add(("end", tag, NOTHING))
            text = node.tail if node is not root else None
        if text and not (tag in BREAKS and text.isspace()):  # white space between two blocks is nothing
            add(("text", text, NOTHING))
    if root.tail:
        add(("text", root.tail, NOTHING))


def token_events(source: str) -> tuple[Event, ...]:
    """The source as events in its own order, without a tree and without limits."""
    events: list[Event] = []
    for found in _TOKEN.finditer(source):
        text, tag = found["text"] or found["stray"], found["tag"]
        if text:
            events.append(("text", unescape(text), NOTHING))
        elif tag:
            tag = tag.lower()
            if found["close"]:
                events.append(("end", tag, NOTHING))
                continue
            events.append(("start", tag, _attributes(found["attrs"])))
            if tag in VOID:
                events.append(("end", tag, NOTHING))
        elif found["raw"]:
            raw = found["raw"].lower()
            events.append(("start", raw, _attributes(found["rawattrs"])))
            events.append(("text", unescape(found["body"]) if raw in ("title", "textarea") else found["body"], NOTHING))
            events.append(("end", raw, NOTHING))
    return tuple(events)


def runs(source: str) -> tuple[list[str], list[int]]:
    """The visible texts of the source in its order, as it writes them, and where each starts."""
    pieces = _MARKUP.split(source)
    texts, tags, raw, hiding = pieces[::4], pieces[1::4], pieces[2::4], pieces[3::4]
    starts = list(accumulate(map(add, map(len, texts), map(len, tags)), initial=0))
    hidden = list(accumulate(map(_step, hiding), _nested, initial=0)) if any(hiding) else [0] * len(texts)
    if any(hidden):
        texts = ["" if depth else text for text, depth in zip(texts, hidden, strict=True)]
    fields = [index for index, name in enumerate(raw, 1) if name and name.lower() in _FIELDS and not hidden[index]]
    for index in reversed(fields):
        found = _TOKEN.match(source, starts[index] - len(tags[index - 1]))
        assert found is not None
        texts.insert(index, found["body"])
        starts.insert(index, found.start("body"))
    return texts, starts


def _step(tag: str | None) -> int:
    return 0 if tag is None else -1 if tag.startswith("/") else 1


def _nested(depth: int, step: int) -> int:
    return max(0, depth + step)


def cut_off(source: str) -> str:
    """What the end of a page stands in the middle of: then the page was cut, or an error hides its rest."""
    comment = source.rfind("<!--")
    if comment >= 0 and source.find("-->", comment) < 0 and not _in_script(source[:comment].lower()):
        return f"the page ends inside a comment that starts at {comment}"
    open_at: dict[str, int] = {}
    for found in _ENCLOSING.finditer(source):
        if found[1]:
            open_at.pop(found[2].lower(), None)
        else:
            open_at[found[2].lower()] = found.start()
    for tag in _ENCLOSING_TAGS:
        opened = open_at.get(tag, -1)
        if opened >= 0 and not source[opened + len(tag) + 1 :][:1].isalnum():
            return f"the page ends inside a {tag} element that starts at {opened}"
    opened = source.rfind("<")
    if opened >= 0 and source.find(">", opened) < 0 and _TAG_STARTS.match(source, opened):
        return f"the page ends inside a tag that starts at {opened}"
    return ""


def _in_script(before: str) -> bool:
    return before.rfind("<script") > before.rfind("</script")


_ENCLOSING_TAGS = (
    "script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp", "template", "noscript"
)  # fmt: skip
_ENCLOSING = re.compile(rf"<(/?)({'|'.join(_ENCLOSING_TAGS)})", re.IGNORECASE | re.ASCII)
_TAG_STARTS = re.compile(r"</?[a-zA-Z!]")


def unescape(text: str) -> str:
    """The text with its character references resolved."""
    return html.unescape(text) if "&" in text else text


def _attributes(source: str) -> Mapping[str, str]:
    if not source or source.isspace():
        return NOTHING
    attributes: dict[str, str] = {}
    for name, double, single, plain in _ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), unescape(double or single or plain))
    return attributes
