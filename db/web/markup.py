"""Stored text -> HTML: everything is escaped here, and nothing that was stored is ever HTML."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from db.query import Node, Row
from db.words import path

Edits = Sequence[tuple[int, str]]
_LINES = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Links:
    """What a text links to: cross references by provision, notes by number."""

    references: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()
    anchors: bool = False
    base: str = ""


def inline(edits: Edits | str) -> Markup:
    """Edits in one run: what was deleted struck through, what was inserted underlined."""
    return Markup("").join(_edit(sign, text) for sign, text in parsed(edits))


def side(edits: Edits | str, which: int) -> Markup:
    """One side of a comparison: -1 before, with deletions marked; 1 after, with insertions marked."""
    return Markup("").join(_edit(sign, text) for sign, text in parsed(edits) if sign in (0, which))


def parsed(edits: Edits | str) -> list[tuple[int, str]]:
    """Edits as stored or as they are."""
    found = json.loads(edits) if isinstance(edits, str) else edits
    return [(sign, text) for sign, text in found]


def _edit(sign: int, text: str) -> Markup:
    words = _broken(escape(text))
    if sign == 0:
        return words
    template = Markup("<ins>{}</ins>") if sign > 0 else Markup("<del>{}</del>")
    return template.format(words)


def _broken(escaped: Markup) -> Markup:
    """Line breaks of the source as line breaks."""
    return Markup(_LINES.sub("<br>", str(escaped)))  # noqa: S704 (escaped before; only <br> is added)


def forest(nodes: Iterable[Node], links: Links) -> Markup:
    """Provisions with everything below them."""
    return Markup("").join(block(node, links) for node in nodes)


def block(node: Node, links: Links) -> Markup:
    """One provision: number, heading, words, children. The number is its permanent address."""
    row = node.row
    inside = forest(node.children, links)
    name = Markup(' id="{}"').format(row["slug"]) if links.anchors and row["label"] else Markup("")
    return Markup('<div class="p {}"{}>{}{}</div>').format(row["kind"], name, _own(row, links), inside)


def _own(row: Row, links: Links) -> Markup:
    number = _number(row)
    words = text(row, links)
    if row["kind"] in ("section", "subsection", "measure", "group", "heading") and row["heading"]:
        level = {"section": 2, "subsection": 3, "measure": 4, "group": 5, "heading": 5}[row["kind"]]
        title = Markup("<h{0}>{1}{2}</h{0}>").format(level, number, row["heading"])
        return title + (Markup("<p>{}</p>").format(words) if words else Markup(""))
    if row["kind"] == "index_entry":
        return Markup("<p>{}<strong>{}</strong></p><p>{}</p>").format(number, row["heading"], words)
    head = Markup("<strong>{}</strong> ").format(row["heading"]) if row["heading"] else Markup("")
    return Markup("<p>{}{}{}</p>").format(number, head, words) if number or head or words else Markup("")


def _number(row: Row) -> Markup:
    if not row["label"]:
        return Markup('<span class="num">{}</span> ').format(row["printed"]) if row["printed"] else Markup("")
    printed = row["printed"] or ("" if row["kind"] in ("definition", "footnote") else row["label"])
    shown = printed or "§"
    said = "" if printed else Markup(' aria-label="Permanent address of {}"').format(row["label"])
    return Markup('<a class="num" href="{}"{}>{}</a> ').format(path(row["version_id"], row["slug"]), said, shown)


def text(row: Row, links: Links) -> Markup:
    """The words of a provision with its cross references and footnote marks as links."""
    words: str = row["text"]
    pieces = sorted(_spans(row, links, words))
    made, end = Markup(""), 0
    for start, stop, link in pieces:
        if start < end:
            continue
        made += _broken(escape(words[end:start])) + link
        end = stop
    return made + _broken(escape(words[end:]))


def _spans(row: Row, links: Links, words: str) -> list[tuple[int, int, Markup]]:
    found = []
    for at, number, printed in json.loads(row["marks"] or "[]"):
        target = Markup('<sup><a href="#note-{0}">{1}</a></sup>').format(number, printed or f"[{number}]")
        found.append((at, at, target))
    for reference in links.references.get(row["id"], ()):
        quoted, target_id = reference["text"], reference["target_id"]
        if not target_id:
            continue
        start = words.find(quoted)
        href = path(*_split(target_id))
        while start >= 0:
            label = Markup('<a class="ref" href="{}">{}</a>').format(href, quoted)
            found.append((start, start + len(quoted), label))
            start = words.find(quoted, start + max(1, len(quoted)))
    return found


def _split(provision_id: str) -> tuple[str, str]:
    version, _, slug = provision_id.rpartition("/")
    return version, slug


def href(provision_id: str) -> str:
    """The permanent address of a provision by its id."""
    return path(*_split(provision_id))


def highlighted(snippet: str) -> Markup:
    """A search result with its hits marked; the marks are characters that no text has."""
    escaped = str(escape(snippet)).replace("\x02", "<mark>").replace("\x03", "</mark>")
    return _broken(Markup(escaped))  # noqa: S704 (escaped before; only <mark> is added)


def summary(values: Mapping[str, Any], kinds: Sequence[str]) -> list[tuple[str, int]]:
    """Counts that are not zero, in the order of the kinds."""
    return [(kind, values[kind]) for kind in kinds if values[kind]]
