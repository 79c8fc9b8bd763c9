"""Stored text -> HTML: everything is escaped here, and nothing that was stored is ever HTML."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from db.ask.query import Node, Row
from db.ask.words import path

Edits = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Links:
    """What a text links to: cross references by provision; whether labelled provisions are anchors."""

    references: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    anchors: bool = False


def inline(edits: Edits | str) -> Markup:
    """Edits in one run: what was deleted struck through, what was inserted underlined."""
    return Markup("".join(_edit(sign, text) for sign, text in parsed(edits)))  # noqa: S704 (escaped by `_e`)


def side(edits: Edits | str, which: int) -> Markup:
    """One side of a comparison: -1 before, with deletions marked; 1 after, with insertions marked."""
    shown = (_edit(sign, text) for sign, text in parsed(edits) if sign in (0, which))
    return Markup("".join(shown))  # noqa: S704 (escaped by `_e`)


def parsed(edits: Edits | str) -> list[tuple[int, str]]:
    """Edits as stored or as they are."""
    found = json.loads(edits) if isinstance(edits, str) else edits
    return [(sign, text) for sign, text in found]


def _edit(sign: int, text: str) -> str:
    name = {0: "", 1: "ins", -1: "del"}[sign]
    return f"<{name}>{_e(text)}</{name}>" if name else _e(text)


def forest(nodes: Iterable[Node], links: Links) -> Markup:
    """Provisions with everything below them."""
    return Markup("".join(_block(node, links) for node in nodes))  # noqa: S704 (every text in it is escaped by `_e`)


def block(node: Node, links: Links) -> Markup:
    """One provision: number, heading, words, children. The number is its permanent address."""
    return forest([node], links)


def _e(text: str) -> str:
    """A stored text as HTML, line breaks kept."""
    return str(escape(text)).replace("\n", "<br>")


def _block(node: Node, links: Links) -> str:
    row = node.row
    inside = "".join(_block(child, links) for child in node.children)
    name = f' id="{_e(row["slug"])}"' if links.anchors and row["label"] else ""
    return f'<div class="p {_e(row["kind"])}"{name}>{_own(row, links)}{inside}</div>'


def _own(row: Row, links: Links) -> str:
    words = _words(row, links)
    if row["kind"] in _LEVELS and row["heading"]:
        level = _LEVELS[row["kind"]]
        title = f"<h{level}>{_number(row)}{_e(row['heading'])}</h{level}>"
        return f"{title}<p>{words}</p>" if words else title
    if row["kind"] == "index_entry":
        return f"<p>{_number(row)}<strong>{_e(row['heading'])}</strong></p><p>{words}</p>"
    head = f"<strong>{_e(row['heading'])}</strong> " if row["heading"] else ""
    if not (row["printed"] or head or words):
        return ""
    return f"<p>{_number(row)}{head}{words}</p>"


def _number(row: Row) -> str:
    if not row["label"]:
        return f'<span class="num">{_e(row["printed"])}</span> ' if row["printed"] else ""
    printed = row["printed"] or ("" if row["kind"] in ("definition", "footnote") else row["label"])
    said = "" if printed else f' aria-label="Permanent address of {_e(row["label"])}"'
    return f'<a class="num" href="{_e(path(row["version_id"], row["slug"]))}"{said}>{_e(printed or "§")}</a> '


def _words(row: Row, links: Links) -> str:
    """The words of a provision with its cross references and footnote marks as links."""
    words: str = row["text"]
    made, end = [], 0
    for start, stop, link in sorted(_spans(row, links, words)):
        if start >= end:
            made += [_e(words[end:start]), link]
            end = stop
    return "".join([*made, _e(words[end:])])


def _spans(row: Row, links: Links, words: str) -> list[tuple[int, int, str]]:
    found = []
    for at, number, printed in json.loads(row["marks"] or "[]"):
        found.append((at, at, f'<sup><a href="#note-{_e(number)}">{_e(printed or f"[{number}]")}</a></sup>'))
    for reference in links.references.get(row["id"], ()):
        quoted, link = reference["text"], _link(reference)
        start = words.find(quoted) if link and quoted else -1
        while start >= 0:
            stop = start + len(quoted)
            if not words[stop : stop + 1].isalnum():  # PCU C1 is not cited where PCU C11 is
                found.append((start, stop, f'<a class="ref" {link}>{_e(quoted)}</a>'))
            start = words.find(quoted, stop)
    return found


def _link(reference: Row) -> str:
    """Where a cross reference leads: a provision here, or a page of the law; empty where it is not known."""
    if reference["target_id"]:
        return f'href="{_e(href(reference["target_id"]))}"'
    target = reference["target"]
    return f'href="{_e(target)}" rel="noopener"' if target.startswith("https://") else ""


_LEVELS = {"section": 2, "subsection": 3, "measure": 4, "group": 5, "heading": 5}


def _split(provision_id: str) -> tuple[str, str]:
    version, _, slug = provision_id.rpartition("/")
    return version, slug


def href(provision_id: str) -> str:
    """The permanent address of a provision by its id."""
    return path(*_split(provision_id))


def highlighted(snippet: str) -> Markup:
    """A search result with its hits marked; the marks are characters that no text has."""
    escaped = _e(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
    return Markup(escaped)  # noqa: S704 (escaped by `_e`; only <mark> is added)


def summary(values: Mapping[str, Any], kinds: Sequence[str]) -> list[tuple[str, int]]:
    """Counts that are not zero, in the order of the kinds."""
    return [(kind, values[kind]) for kind in kinds if values[kind]]
