"""Expressions as JSON and back: the shape of `keeling parse` (interface.md), and the parse cache.

`to_json` gives plain dictionaries with keys in a fixed order; `from_json(to_json(x)) == x`.
Keys beyond the contract carry what the round trip needs.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from corpus.effect import Effect, Part
from corpus.provision import Mark, Provision, Span
from corpus.work import (
    Ask,
    Commencement,
    Coverage,
    DatedEvent,
    Doubt,
    Drop,
    Expression,
    Footnote,
    Projection,
    Reference,
    Repair,
    Reserved,
    Signatory,
    Statement,
    Structure,
    Time,
    TrackedChange,
    Witness,
)

Json = dict[str, Any]


def provision_to_json(node: Provision) -> Json:
    """NODE of interface.md, with `printed` and, where there are any, `marks`, `application`, `duties`, `above`."""
    data: Json = {"label": node.label, "kind": node.kind, "num": node.num, "heading": node.heading, "text": node.text}
    if node.kind == "index_entry":
        data |= {"application": node.application, "duties": node.duties}
    data |= {"printed": node.printed, "source": _span_to_json(node.source)}
    if node.marks:
        data["marks"] = [{"at": mark.at, "num": mark.num, "printed": mark.printed} for mark in node.marks]
    if node.above:
        data["above"] = node.above
    return data | {"children": [provision_to_json(child) for child in node.children]}


def provision_from_json(data: Json) -> Provision:
    """The node a NODE describes."""
    return Provision(
        kind=data["kind"],
        label=data["label"],
        num=data["num"],
        heading=data["heading"],
        text=data["text"],
        children=tuple(provision_from_json(child) for child in data["children"]),
        source=_span_from_json(data["source"]),
        printed=data.get("printed", ""),
        application=data.get("application"),
        duties=data.get("duties"),
        marks=tuple(Mark(**mark) for mark in data.get("marks", ())),
        above=data.get("above", ""),
    )


def effect_to_json(effect: Effect) -> Json:
    """EFFECT of interface.md; keys it does not name follow those it does."""
    named = ("position", "anchor", "old_text", "new_text", "anchor_text", "new_label")
    extra = ("until_end", "until_text", "until_occurrence", "residue")
    return {
        "instruction": effect.instruction,
        "type": effect.type,
        "affected": {"work": effect.work, "label": effect.label},
        **{name: getattr(effect, name) for name in named},
        "content": [provision_to_json(node) for node in effect.content],
        "occurrences": effect.occurrences,
        "text": effect.text,
        "occurrence": effect.occurrence,
        "part": str(effect.part) if effect.part else None,
        **{name: getattr(effect, name) for name in extra},
        "title": effect.title,
        "within": list(map(str, effect.within)),
        "named": [list(pair) for pair in effect.named],
        "commences": effect.commences.isoformat() if effect.commences else None,
    }


def effect_from_json(data: Json) -> Effect:
    """The effect an EFFECT describes."""
    lists = ("content", "within", "named", "commences", "part")
    plain = {k: v for k, v in data.items() if k not in ("affected", *lists)}
    content = tuple(provision_from_json(node) for node in data["content"])
    within = tuple(Part.read(each) if each.startswith("group ") else each for each in data.get("within", ()))
    named = tuple((label, title) for label, title in data.get("named", ()))
    return Effect(
        **plain,
        within=within,
        named=named,
        work=data["affected"]["work"],
        label=data["affected"]["label"],
        part=Part.read(data["part"]) if data.get("part") else None,
        content=content,
        commences=_day(data.get("commences")),
    )


def to_json(expression: Expression) -> Json:
    """JSON of `keeling parse`."""
    coverage = expression.coverage
    return {
        "work": expression.work,
        "kind": expression.kind,
        "title": expression.title,
        "status": expression.status,
        "version": expression.version,
        "snapshot": expression.snapshot,
        "format": expression.format,
        "identifiers": dict(expression.identifiers),
        "dates": [
            {"type": event.type, "date": event.date.isoformat() if event.date else None, "text": event.text}
            for event in expression.dates
        ],
        "provisions": [provision_to_json(node) for node in expression.provisions],
        "effects": [effect_to_json(effect) for effect in expression.effects],
        "footnotes": [{"num": n.num, "text": n.text, "refs": list(n.refs)} for n in expression.footnotes],
        "statement": _plain(expression.statement),
        "references": [
            {"from": r.source, "to": r.target, "text": r.text, "kind": r.kind} for r in expression.references
        ],
        "reserved": [_plain(reserved) for reserved in expression.reserved],
        "coverage": {
            "words": coverage.words,
            "placed": coverage.placed,
            "dropped": coverage.dropped,
            "dropped_text": [drop.text for drop in coverage.drops],
            "drops": [{"rule": d.rule, "text": d.text, "source": _span_to_json(d.span)} for d in coverage.drops],
            "shortfall": coverage.shortfall,
            "review": list(coverage.review),
        },
        "repairs": [{"kind": r.kind, "at": r.at, "detail": r.detail} for r in expression.repairs],
        "structure": _plain(expression.structure),
        "amending": _plain(expression.amending),
        "time": time_to_json(expression.time),
        "tracked": [_plain(change) for change in expression.tracked],
        **({"organisations": list(expression.organisations)} if expression.organisations else {}),
    }


def from_json(data: Json) -> Expression:
    """The expression a document of `to_json` describes."""
    coverage = data["coverage"]
    return Expression(
        title=data["title"],
        kind=data["kind"],
        work=data["work"],
        status=data["status"],
        version=data["version"],
        snapshot=data["snapshot"],
        format=data["format"],
        identifiers=tuple(data["identifiers"].items()),
        dates=tuple(
            DatedEvent(e["type"], date.fromisoformat(e["date"]) if e["date"] else None, e["text"])
            for e in data["dates"]
        ),
        provisions=tuple(provision_from_json(node) for node in data["provisions"]),
        effects=tuple(effect_from_json(effect) for effect in data["effects"]),
        footnotes=tuple(Footnote(n["num"], n["text"], tuple(n["refs"])) for n in data["footnotes"]),
        statement=_statement_from_json(data["statement"]),
        references=tuple(Reference(r["from"], r["to"], r["text"], r["kind"]) for r in data["references"]),
        reserved=tuple(Reserved(**reserved) for reserved in data["reserved"]),
        coverage=Coverage(
            words=coverage["words"],
            placed=coverage["placed"],
            dropped=coverage["dropped"],
            drops=tuple(Drop(d["rule"], d["text"], _span_from_json(d["source"])) for d in coverage["drops"]),
            shortfall=coverage["shortfall"],
            review=tuple(coverage["review"]),
        ),
        repairs=tuple(Repair(**repair) for repair in data["repairs"]),
        structure=_structure_from_json(data["structure"]),
        time=time_from_json(data["time"]),
        tracked=tuple(TrackedChange(**change) for change in data["tracked"]),
        organisations=tuple(data.get("organisations", ())),
    )


def time_to_json(time: Time) -> Json:
    """`time` of interface.md: issued, in force from and until, each a day or null, with the words and the rule."""
    force, ahead = time.in_force, time.in_force.projected
    projected = {"from": _plain(ahead.start), "to": _plain(ahead.end), "rule": ahead.rule} if ahead else None
    stated = {"from": _plain(force.start), "until": _plain(force.until), "projected": projected}
    return {"issued": _plain(time.issued), "in_force": {**stated, "text": force.text, "rule": force.rule}}


def time_from_json(data: Json) -> Time:
    """The time that `time_to_json` describes."""
    force, ahead = data["in_force"], data["in_force"]["projected"]
    projected = Projection(date.fromisoformat(ahead["from"]), _day(ahead["to"]), ahead["rule"]) if ahead else None
    stated = Commencement(_day(force["from"]), _day(force["until"]), projected, force["text"], force["rule"])
    return Time(_day(data["issued"]), stated)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _structure_from_json(data: Json) -> Structure:
    witnesses = tuple(Witness(**witness) for witness in data["witnesses"])
    return Structure(witnesses, tuple(Doubt(**doubt) for doubt in data["doubts"]))


def _statement_from_json(data: Json | None) -> Statement | None:
    if data is None:
        return None
    signatories = tuple(Signatory(**signatory) for signatory in data["signatories"])
    asks = tuple(Ask(**ask) for ask in data["asks"])
    return Statement(data["type"], data["issuer"], data["addressee"], signatories, asks)


def _span_to_json(span: Span | None) -> Json:
    if span is None:
        return {"snapshot": None, "start": None, "end": None}
    data: Json = {"snapshot": span.snapshot, "start": span.start, "end": span.end}
    if span.page is not None:
        data |= {"page": span.page, "box": list(span.box) if span.box else None}
    return data


def _span_from_json(data: Json) -> Span | None:
    if data["start"] is None:
        return None
    box = data.get("box")
    return Span(data["start"], data["end"], data.get("page"), tuple(box) if box else None, data["snapshot"])


def _plain(value: Any) -> Any:
    """Dataclasses, tuples and dates as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
