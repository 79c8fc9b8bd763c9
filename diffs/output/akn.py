"""Akoma Ntoso 3.0: a version written as an `act`; a test reads it back to the same tree.

Sections, subsections, paragraphs and sub-paragraphs are the standard's own elements; measures,
groups, definitions, index entries and the rest are `hcontainer` with the kind as name. What the
standard has no place for (the label as cited, the source span) stands in attributes of the
namespace `urn:keeling:1`, which the schema allows on every element.

FRBR: the Work is the code, the Expression one dated text of it, the Manifestation this file. A
derived version has `FRBRauthoritative` false. The amendments are textual modifications: active
ones in an instrument, passive ones in a derived version.
"""

import json
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from corpus.as_json import provision_to_json
from corpus.citation import label_key
from corpus.effect import Effect
from corpus.errors import UsageError
from corpus.provision import Provision
from corpus.work import Expression
from diffs.execute.consolidate import NOTICE, Consolidation, Outcome

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:keeling:1"
_STANDARD = {"section": "sec", "subsection": "subsec", "paragraph": "para", "subparagraph": "subpara"}
_TYPES = {
    "inserted": "insertion", "entry inserted": "insertion", "words inserted": "insertion",
    "substituted": "substitution", "words substituted": "substitution",
    "omitted": "repeal", "words omitted": "repeal", "renumbered": "renumbering",
}  # fmt: skip
_UNKNOWN_DATE = "0001-01-01"
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.\-]+")

_RUNNING = {f"{{{NAMESPACE}}}{name}" for name in ("p", "num", "heading", "docTitle")}

register_namespace("", NAMESPACE)
register_namespace("keeling", OWN)


def to_akn(expression: Expression, consolidation: Consolidation | None = None) -> bytes:
    """A version as an Akoma Ntoso file; with its consolidation the passive modifications too.

    Raises UsageError for a character that XML cannot carry: nothing is exported with a loss.
    """
    ids: dict[str, str] = {}
    body = Element(_q("body"))
    quoted = _Quoted(expression.effects)
    for node in expression.provisions:
        _write(body, node, "", quoted, ids)
    if not expression.provisions:
        SubElement(body, _q("hcontainer"), {"eId": "empty", "name": "quoted"})
    root = Element(_q("akomaNtoso"))
    act = SubElement(root, _q("act"), {"name": expression.kind or "document", "contains": _contains(expression)})
    _meta(act, expression, consolidation, ids)
    _preface(act, expression, consolidation)
    act.append(body)
    _indent(root)
    text: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _k(name: str) -> str:
    return f"{{{OWN}}}{name}"


def _contains(expression: Expression) -> str:
    return "singleVersion" if expression.status == "derived" else "originalVersion"


class _Quoted:
    """What instructions insert, by the key of the instruction's label."""

    def __init__(self, effects: Sequence[Effect]) -> None:
        self.effects = effects

    def content(self, label: str | None) -> tuple[Provision, ...]:
        """The payloads of one instruction."""
        if not label:
            return ()
        wanted = label_key(label)
        return tuple(n for e in self.effects if label_key(e.instruction) == wanted for n in e.content)


def _write(parent: Element, node: Provision, above: str, quoted: _Quoted, ids: dict[str, str]) -> None:
    eid = _eid(node, above, ids)
    if node.label:
        ids.setdefault(node.key, eid)
    name = node.kind if node.kind in _STANDARD else "hcontainer"
    element = SubElement(parent, _q(name), {"eId": eid, **({"name": node.kind} if name == "hcontainer" else {})})
    _attributes(element, node)
    if node.printed or node.num:
        SubElement(element, _q("num")).text = _safe(node.printed or node.num or "")
    if node.heading is not None:
        SubElement(element, _q("heading")).text = _safe(node.heading)
    content = quoted.content(node.label)
    if node.text or node.marks:
        _words(SubElement(element, _q("intro" if node.children or content else "content")), node)
    for child in node.children:
        _write(element, child, eid, quoted, ids)
    if content:
        box = SubElement(element, _q("hcontainer"), {"eId": _unique(f"{eid}__quoted", ids), "name": "quoted"})
        for child in content:
            _write(box, child, box.get("eId", ""), _Quoted(()), ids)


def _attributes(element: Element, node: Provision) -> None:
    data = provision_to_json(node)
    for name in ("label", "num", "printed"):
        if data[name]:
            element.set(_k(name), _safe(data[name]))
    if node.source is not None:
        element.set(_k("source"), json.dumps(data["source"], ensure_ascii=True))
    parts = [name for name in ("application", "duties") if getattr(node, name) is not None]
    if parts:
        element.set(_k("columns"), json.dumps({name: getattr(node, name) for name in parts}, ensure_ascii=True))


def _eid(node: Provision, above: str, ids: dict[str, str]) -> str:
    short = _STANDARD.get(node.kind, node.kind.replace("_", "-"))
    number = _NOT_IN_ID.sub("-", node.num or "").strip("-") or _NOT_IN_ID.sub("-", node.label or "").strip("-")
    return _unique(f"{above}__{short}_{number or 1}" if above else f"{short}_{number or 1}", ids)


def _unique(eid: str, ids: dict[str, str]) -> str:
    """The id, with a counter where it is taken; taken ids are kept under a key no label can have."""
    taken, count = eid, 1
    while f"\0{taken}" in ids:
        count += 1
        taken = f"{eid}-{count}"
    ids[f"\0{taken}"] = taken
    return taken


def _words(parent: Element, node: Provision) -> None:
    """One `p` for each line; a footnote's mark is a `noteRef` where it stands."""
    start = 0
    for line in node.text.split("\n"):
        paragraph = SubElement(parent, _q("p"))
        last: Element | None = None
        done = start
        for mark in (mark for mark in node.marks if start <= mark.at <= start + len(line)):
            _append(paragraph, last, node.text[done : mark.at])
            attributes = {"href": f"#note_{mark.num}", "marker": _safe(mark.num), _k("printed"): _safe(mark.printed)}
            last, done = SubElement(paragraph, _q("noteRef"), attributes), mark.at
        _append(paragraph, last, node.text[done : start + len(line)])
        start += len(line) + 1


def _append(paragraph: Element, last: Element | None, text: str) -> None:
    if last is None:
        paragraph.text = (paragraph.text or "") + _safe(text)
    else:
        last.tail = (last.tail or "") + _safe(text)


def _safe(text: str) -> str:
    found = _FORBIDDEN.search(text)
    if found:
        raise UsageError(f"the text holds U+{ord(found[0]):04X}, which XML cannot carry; export the version as JSON")
    return text


def _meta(act: Element, expression: Expression, consolidation: Consolidation | None, ids: dict[str, str]) -> None:
    meta = SubElement(act, _q("meta"))
    _identification(meta, expression)
    mods = _passive(consolidation, ids) if consolidation else _active(expression, ids)
    if len(mods):
        SubElement(meta, _q("analysis"), {"source": "#keeling"}).append(mods)
    references = SubElement(meta, _q("references"), {"source": "#keeling"})
    SubElement(
        references,
        _q("TLCOrganization"),
        {"eId": "keeling", "href": "/ontology/organization/keeling", "showAs": "keeling"},
    )
    SubElement(
        references,
        _q("TLCOrganization"),
        {"eId": "publisher", "href": "/ontology/organization/publisher", "showAs": "Publisher"},
    )
    known = {
        name: getattr(expression, name) for name in ("title", "kind", "work", "status", "version", "snapshot", "format")
    }
    proprietary = SubElement(meta, _q("proprietary"), {"source": "#keeling"})
    SubElement(proprietary, _k("version"), {"value": json.dumps(known, ensure_ascii=True)})


def _identification(meta: Element, expression: Expression) -> None:
    identification = SubElement(meta, _q("identification"), {"source": "#keeling"})
    derived = expression.status == "derived"
    work, day = work_uri(expression), _date(expression)
    address = f"{work}/eng@{_uri_part((expression.version or '').partition('@')[2] or day)}"
    levels = (("FRBRWork", work), ("FRBRExpression", address), ("FRBRManifestation", f"{address}/main.xml"))
    for level, uri in levels:
        element = SubElement(identification, _q(level))
        SubElement(element, _q("FRBRthis"), {"value": f"{uri}/!main" if level != "FRBRManifestation" else uri})
        SubElement(element, _q("FRBRuri"), {"value": uri})
        if level == "FRBRWork":
            SubElement(element, _q("FRBRalias"), {"value": _safe(expression.title), "name": "title"})
        known = day != _UNKNOWN_DATE
        SubElement(element, _q("FRBRdate"), {"date": day, "name": "version" if known else "unknown"})
        SubElement(element, _q("FRBRauthor"), {"href": "#keeling" if derived and level != "FRBRWork" else "#publisher"})
        if level == "FRBRWork":
            SubElement(element, _q("FRBRcountry"), {"value": "gb"})
        if level == "FRBRExpression":
            SubElement(element, _q("FRBRauthoritative"), {"value": "false" if derived else "true"})
            SubElement(element, _q("FRBRlanguage"), {"language": "eng"})
        if level == "FRBRManifestation":
            SubElement(element, _q("FRBRformat"), {"value": "application/akn+xml"})


def work_uri(expression: Expression) -> str:
    """The FRBR Work's address."""
    return f"/akn/gb/act/{_uri_part(expression.kind or 'document')}/{_uri_part(expression.work or expression.title)}"


def _uri_part(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+\-]+", "-", text).strip("-").lower() or "unknown"


def _date(expression: Expression) -> str:
    found = re.search(r"\d{4}-\d{2}-\d{2}", (expression.version or "").partition("+")[0])
    day = expression.dated("in_force", "issued", "published", "laid", "submitted")
    return found[0] if found else day.isoformat() if day else _UNKNOWN_DATE


def _passive(consolidation: Consolidation, ids: dict[str, str]) -> Element:
    """What instruments did to this text: one modification for each applied instruction and type."""
    mods = Element(_q("passiveModifications"))
    for outcome in consolidation.outcomes:
        if outcome.state != "applied":
            continue
        for kind, labels in _kinds(outcome):
            source = f"/akn/gb/act/amendment/{_uri_part(outcome.instrument)}#{_uri_part(outcome.num)}"
            targets = [f"#{ids[label_key(label)]}" for label in labels if label_key(label) in ids]
            _modification(mods, "pmod", kind, source, targets or [f"#{_uri_part(labels[0])}"])
    return mods


def _kinds(outcome: Outcome) -> list[tuple[str, list[str]]]:
    renamed = [new for _, new in outcome.renamed]
    rest = [label for label in outcome.nodes if label not in {*outcome.added, *outcome.removed, *renamed}]
    found = (
        ("insertion", list(outcome.added)), ("repeal", list(outcome.removed)),
        ("renumbering", renamed), ("substitution", rest),
    )  # fmt: skip
    return [(kind, labels) for kind, labels in found if labels]


def _active(expression: Expression, ids: dict[str, str]) -> Element:
    """What this instrument does to others: one modification for each effect that was understood."""
    mods = Element(_q("activeModifications"))
    for effect in expression.effects:
        if effect.type in _TYPES and effect.label:
            source = ids.get(label_key(effect.instruction), _uri_part(effect.instruction))
            target = f"/akn/gb/act/code/{_uri_part(effect.work or 'unknown')}#{_uri_part(effect.label)}"
            _modification(mods, "amod", _TYPES[effect.type], f"#{source}", [target])
    return mods


def _modification(mods: Element, prefix: str, kind: str, source: str, targets: Sequence[str]) -> None:
    mod = SubElement(mods, _q("textualMod"), {"type": kind, "eId": f"{prefix}_{len(mods) + 1}"})
    SubElement(mod, _q("source"), {"href": source})
    for target in targets:
        SubElement(mod, _q("destination"), {"href": target})


def _preface(act: Element, expression: Expression, consolidation: Consolidation | None) -> None:
    preface = SubElement(act, _q("preface"))
    SubElement(SubElement(preface, _q("p")), _q("docTitle")).text = _safe(expression.title)
    if expression.status == "derived":
        made = (
            f" Base: {consolidation.base}. Amended by: {', '.join(consolidation.instruments)}." if consolidation else ""
        )
        SubElement(preface, _q("p"), {"class": "notice"}).text = f"{NOTICE} Version {expression.version}.{made}"


def _indent(element: Element, depth: int = 0) -> None:
    """Line breaks between elements that hold elements only; running text is left as it is."""
    if element.tag in _RUNNING or not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth
