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
from typing import Literal, cast

from lxml import etree

Event = tuple[Literal["start", "end", "text"], str, Mapping[str, str]]

NOTHING: Mapping[str, str] = {}
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
INVISIBLE = frozenset(["script", "style", "title", "iframe", "noframes", "noembed"])
"""Elements whose text no browser shows as text of the page."""
UNCOMPARED = frozenset(["noscript", "template"])
"""Elements that readers rightly treat differently: kept as furniture, left out of the comparison."""

_TOKEN = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>|</[^a-zA-Z>][^>]*>|</>"
    r"|<(?P<raw>script|style|title|textarea|iframe|noframes|noembed|xmp)\b(?P<rawattrs>[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*)>"
    r"(?P<body>.*?)(?:</(?P=raw)\s*[^>]*>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<attrs>[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*)>"
    r"|(?P<text>[^<]+)|(?P<stray><)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")


@dataclass(frozen=True, slots=True)
class Tree:
    """Events, and what the parser said that it left out."""

    events: tuple[Event, ...]
    limits: tuple[str, ...]


def tree_events(source: str) -> Tree:
    """Read with lxml; `limits` holds the parser's fatal messages, empty when it read to the end."""
    parser = etree.HTMLParser(huge_tree=True, remove_blank_text=False, encoding="utf-8")
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        return Tree((), (str(error),))
    limits = tuple(entry.message for entry in parser.error_log if entry.level_name == "FATAL")
    if root is None:
        return Tree((), (*limits, "no element"))
    events: list[Event] = []
    roots = [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]
    for node in roots:
        if isinstance(node.tag, str):
            _walk(node, events)
        elif node.tail:
            events.append(("text", node.tail, NOTHING))
    return Tree(tuple(events), limits)


def _walk(root: "etree._Element", events: list[Event]) -> None:
    add = events.append
    for kind, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if kind == "start":
            add(("start", cast("str", node.tag), cast("Mapping[str, str]", node.attrib) if node.keys() else NOTHING))
            if node.text:
                add(("text", node.text, NOTHING))
        else:
            if kind == "end":
                add(("end", cast("str", node.tag), NOTHING))
            if node.tail and node is not root:
                add(("text", node.tail, NOTHING))
    if root.tail:
        add(("text", root.tail, NOTHING))


@dataclass(frozen=True, slots=True)
class Run:
    """A text of the source as a browser shows it, and where it stands."""

    text: str
    start: int
    end: int


def token_events(source: str) -> tuple[Event, ...]:
    """The source as events in its own order, without a tree and without limits."""
    events: list[Event] = []
    for found in _TOKEN.finditer(source):
        text, tag = found["text"] or found["stray"], found["tag"]
        if text:
            events.append(("text", _unescape(text), NOTHING))
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
            events.append(
                ("text", _unescape(found["body"]) if raw in ("title", "textarea") else found["body"], NOTHING)
            )
            events.append(("end", raw, NOTHING))
    return tuple(events)


def runs(source: str) -> list[Run]:
    """The visible text of the source in its order, each run with its place."""
    found_runs: list[Run] = []
    hidden = 0
    for found in _TOKEN.finditer(source):
        text, tag = found["text"] or found["stray"], found["tag"]
        if text:
            if not hidden:
                found_runs.append(Run(_unescape(text), found.start(), found.end()))
        elif tag and tag.lower() in _UNSEEN:
            hidden = max(0, hidden + (-1 if found["close"] else 1))
        elif found["raw"] and found["raw"].lower() in ("textarea", "xmp") and not hidden:
            found_runs.append(Run(_unescape(found["body"]), found.start("body"), found.end("body")))
    return found_runs


def cut_off(source: str) -> str:
    """What the end of a page stands in the middle of: then the page was cut, or an error hides its rest."""
    comment = source.rfind("<!--")
    lower = source.lower()
    in_script = lower.rfind("<script", 0, max(comment, 0)) > lower.rfind("</script", 0, max(comment, 0))
    if comment >= 0 and source.find("-->", comment) < 0 and not in_script:
        return f"the page ends inside a comment that starts at {comment}"
    for tag in ("script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp", "template", "noscript"):
        opened = lower.rfind(f"<{tag}")
        if opened >= 0 and lower.find(f"</{tag}", opened) < 0 and not lower[opened + len(tag) + 1 :][:1].isalnum():
            return f"the page ends inside a {tag} element that starts at {opened}"
    opened = source.rfind("<")
    if opened >= 0 and source.find(">", opened) < 0 and _TAG_STARTS.match(source, opened):
        return f"the page ends inside a tag that starts at {opened}"
    return ""


_TAG_STARTS = re.compile(r"</?[a-zA-Z!]")
_UNSEEN = UNCOMPARED


def _unescape(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _attributes(source: str) -> Mapping[str, str]:
    if not source or source.isspace():
        return NOTHING
    attributes: dict[str, str] = {}
    for name, double, single, plain in _ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), _unescape(double or single or plain))
    return attributes
