"""Akoma Ntoso as `diffs.output.akn` writes it, read back: what a file must hold for nothing to be lost."""

import json
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from corpus.provision import Mark, Provision, Span
from corpus.work import Expression
from diffs.output.akn import NAMESPACE, OWN


def from_akn(data: bytes) -> Expression:
    """The version in a file: title, identity and the tree as it was."""
    root = fromstring(data)
    body = root.find(f"{_q('act')}/{_q('body')}")
    identity = root.find(f"{_q('act')}/{_q('meta')}/{_q('proprietary')}/{{{OWN}}}version")
    assert body is not None
    assert identity is not None
    known: dict[str, Any] = json.loads(identity.get("value", "{}"))
    return Expression(provisions=tuple(_read(child) for child in body if _is_node(child)), **known)


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _k(name: str) -> str:
    return f"{{{OWN}}}{name}"


_NODES = {_q(name) for name in ("section", "subsection", "paragraph", "subparagraph", "hcontainer")}


def _is_node(element: Element) -> bool:
    return element.tag in _NODES and element.get("name") != "quoted"


def _read(element: Element) -> Provision:
    kind: Any = element.get("name") or element.tag.removeprefix(f"{{{NAMESPACE}}}")
    heading = element.find(_q("heading"))
    holder = element.find(_q("intro"))
    holder = element.find(_q("content")) if holder is None else holder
    text, marks = _read_words(holder)
    columns: dict[str, str] = json.loads(element.get(_k("columns"), "{}"))
    return Provision(
        kind=kind,
        label=element.get(_k("label")),
        num=element.get(_k("num")),
        heading=None if heading is None else heading.text or "",
        text=text,
        children=tuple(_read(child) for child in element if _is_node(child)),
        source=_read_span(element.get(_k("source"))),
        printed=element.get(_k("printed"), ""),
        application=columns.get("application"),
        duties=columns.get("duties"),
        marks=marks,
    )


def _read_words(holder: Element | None) -> tuple[str, tuple[Mark, ...]]:
    lines, marks, start = [], [], 0
    for paragraph in holder if holder is not None else ():
        line = paragraph.text or ""
        for note in paragraph:
            marks.append(Mark(start + len(line), note.get("marker", ""), note.get(_k("printed"), "")))
            line += note.tail or ""
        lines.append(line)
        start += len(line) + 1
    return "\n".join(lines), tuple(marks)


def _read_span(value: str | None) -> Span | None:
    if value is None:
        return None
    data = json.loads(value)
    box = data.get("box")
    return Span(data["start"], data["end"], data.get("page"), tuple(box) if box else None, data["snapshot"])
