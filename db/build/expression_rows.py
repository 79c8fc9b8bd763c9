"""Values -> rows of `db.schema.documents`. Pure: the same expression gives the same rows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from corpus.citation import label_key, label_slug
from corpus.condition import packed
from corpus.provision import Provision
from corpus.work import Expression
from diffs.apply.reach import plain
from parser.codes.applicability import applicability

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(slots=True)
class Texts:
    """Each distinct wording once: gives its number, and the rows that are new."""

    known: dict[bytes, int] = field(default_factory=dict)

    def number(self, heading: str, text: str, rows: list[Row]) -> int:
        """The number of a wording; adds its row where it is new."""
        digest = blake2b(f"{heading}\0{text}".encode(), digest_size=16).digest()
        found = self.known.get(digest)
        if found is None:
            found = self.known[digest] = len(self.known) + 1
            rows.append({"id": found, "heading": heading, "text": text})
        return found


@dataclass(slots=True)
class _Place:
    """Where the walk stands."""

    parent: int | None = None
    measure: int | None = None
    effect: str | None = None
    slug: str = ""
    depth: int = 0


class Tree:
    """The provisions of one version as rows, with their slugs."""

    def __init__(self, version: str, texts: Texts) -> None:
        self.version = version
        self.texts = texts
        self.rows: Rows = {"texts": [], "provisions": [], "definitions": [], "index_entries": []}
        self.labelled: dict[str, Row] = {}
        self._slugs: set[str] = set()
        self._inserted: dict[str, list[tuple[str, tuple[Provision, ...]]]] = {}

    def add(self, expression: Expression, effects: Sequence[Row]) -> None:
        """All nodes in order; what an instruction inserts stands below the instruction."""
        for effect, row in zip(expression.effects, effects, strict=True):
            if effect.content:
                self._inserted.setdefault(label_key(effect.instruction), []).append((row["id"], effect.content))
        self._children(expression.provisions, _Place())
        for leftover in list(self._inserted.values()):
            for effect_id, content in leftover:
                self._children(content, _Place(effect=effect_id))

    def _children(self, nodes: Sequence[Provision], place: _Place) -> None:
        unnamed = 0
        for node in nodes:
            unnamed += node.label is None
            self._node(node, place, unnamed)

    def _node(self, node: Provision, place: _Place, ordinal: int) -> None:
        slug = self._slug(node, place, ordinal)
        identifier = f"{self.version}/{slug}"
        rows = self.rows["provisions"]
        position = len(rows) + 1
        measure = position if node.kind == "measure" else place.measure
        row = self._row(node, place, identifier) | {"position": position, "measure": measure}
        rows.append(row)
        if node.label:
            self.labelled.setdefault(node.key, row)
        self._roles(node, identifier)
        below = _Place(position, measure, place.effect, slug, place.depth + 1)
        self._children(node.children, below)
        for effect_id, content in self._inserted.pop(node.key, []) if node.label else []:
            self._children(content, replace(below, effect=effect_id))
        row["last"] = len(rows)

    def _row(self, node: Provision, place: _Place, identifier: str) -> Row:
        span = node.source
        return {
            "id": identifier,
            "parent": place.parent,
            "last": 0,
            "lineage": None,
            "depth": place.depth,
            "kind": node.kind,
            "label": node.label,
            "num": node.num,
            "printed": node.printed,
            "text_id": self.texts.number(node.heading or "", node.text, self.rows["texts"]),
            "effect_id": place.effect,
            "start": span.start if span else None,
            "end": span.end if span else None,
            "page": span.page if span else None,
            "marks": json.dumps([[m.at, m.num, m.printed] for m in node.marks]) if node.marks else None,
            "above": node.above or None,
        }

    def _slug(self, node: Provision, place: _Place, ordinal: int) -> str:
        """The last part of the address: from the label, or the parent's with an ordinal."""
        slug = label_slug(node.label) if node.label else f"{place.slug}~{ordinal}"
        made, copy = slug, 1
        while made in self._slugs:
            copy += 1
            made = f"{slug}~~{copy}"
        self._slugs.add(made)
        return made

    def _roles(self, node: Provision, identifier: str) -> None:
        label = node.label or ""
        if node.kind == "definition" and label.startswith("Definition/"):
            term, _, scope = label.removeprefix("Definition/").partition("@")
            row: Row = {"provision_id": identifier, "term": term, "scope": scope or None}
            self.rows["definitions"].append(row)
        elif node.kind == "index_entry" and label.startswith("Index/"):
            entry: Row = {"measure": label.removeprefix("Index/"), "title": node.heading or ""}
            entry |= {"application": node.application, "duties": node.duties}
            self.rows["index_entries"].append({"provision_id": identifier, **entry})


def effect_rows(expression: Expression, version: str) -> list[Row]:
    """One row for each effect; several of one instruction are told apart by an ordinal."""
    seen: dict[str, int] = {}
    rows = []
    for position, effect in enumerate(expression.effects, 1):
        seen[effect.instruction] = nth = seen.get(effect.instruction, 0) + 1
        rows.append(
            {
                "id": f"{version}#{effect.instruction}" + (f"~{nth}" if nth > 1 else ""),
                "version_id": version,
                "position": position,
                "instruction": effect.instruction,
                "type": effect.type,
                "work_id": effect.work,
                "label": effect.label,
                "place": effect.position,
                "anchor": effect.anchor,
                "old_text": effect.old_text,
                "new_text": effect.new_text,
                "anchor_text": effect.anchor_text,
                "new_label": effect.new_label,
                "occurrences": None if effect.occurrences is None else str(effect.occurrences),
                "occurrence": effect.occurrence,
                "until_end": effect.until_end,
                "until_text": effect.until_text,
                "part": str(effect.part) if effect.part else None,
                "residue": effect.residue,
                "text": effect.text,
            }
        )
    return rows


def expression_rows(expression: Expression, version: str, texts: Texts) -> tuple[Rows, dict[str, Row]]:
    """Every row one expression makes, and those of its labelled provisions by label key."""
    effects = effect_rows(expression, version)
    tree = Tree(version, texts)
    tree.add(expression, effects)
    rows = tree.rows | {"effects": effects}
    rows["footnotes"] = _footnotes(expression, version)
    rows["dates"] = _numbered(
        version, ({"type": e.type, "date": _iso(e.date), "text": e.text} for e in expression.dates)
    )
    rows["identifiers"] = _numbered(version, ({"scheme": s, "value": v} for s, v in expression.identifiers))
    rows["reserved"] = _numbered(version, ({"label": r.label, "reason": r.reason} for r in expression.reserved))
    rows["repairs"] = _numbered(version, ({"kind": r.kind, "at": r.at, "detail": r.detail} for r in expression.repairs))
    rows["drops"] = _numbered(version, _drops(expression))
    rows |= _conditions(expression, version, tree.labelled)
    rows |= _statement(expression, version)
    return rows, tree.labelled


def _conditions(expression: Expression, version: str, labelled: Mapping[str, Row]) -> Rows:
    """The conditions of a code, and to which services each measure applies by its paragraph or else its index row."""
    if expression.kind != "code":
        return {}
    code = replace(applicability(expression), version=version)
    measures = ((m.label, m.paragraph or m.index) for m in code.measures)
    said = [
        {
            "provision_id": labelled[label_key(label)]["id"],
            "reach": plain(condition),
            "unread": int(bool(condition.unreadable)),
        }
        for label, condition in measures
        if condition is not None and label_key(label) in labelled
    ]
    return {"applications": said, "conditions": [{"version_id": version, "data": packed(code)}]}


def reference_rows(expression: Expression, version: str, labelled: Mapping[str, Row]) -> list[Row]:
    """Cross references; those to other works find their provision when all works are there (`db.build.merge`)."""
    ids = {key: row["id"] for key, row in labelled.items()}
    rows = []
    for reference in expression.references:
        key = label_key(reference.target)
        rows.append(
            {
                "version_id": version,
                "provision_id": ids.get(label_key(reference.source)),
                "source": reference.source,
                "target": reference.target,
                "target_id": ids.get(key) if reference.kind == "internal" else None,
                "text": reference.text,
                "kind": reference.kind,
            }
        )
    return rows


def _numbered(version: str, values: Iterator[Row]) -> list[Row]:
    return [{"id": f"{version} {n}", "version_id": version, **value} for n, value in enumerate(values, 1)]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def json_list(values: Iterable[str | list[str]]) -> str:
    """A list as a column holds it."""
    return json.dumps(list(values), ensure_ascii=False)


def _footnotes(expression: Expression, version: str) -> list[Row]:
    seen: dict[str, int] = {}
    rows = []
    for note in expression.footnotes:
        seen[note.num] = nth = seen.get(note.num, 0) + 1
        identifier = f"{version}#note-{note.num}" + (f"~{nth}" if nth > 1 else "")
        rows.append(
            {"id": identifier, "version_id": version, "num": note.num, "text": note.text, "refs": json_list(note.refs)}
        )
    return rows


def _drops(expression: Expression) -> Iterator[Row]:
    for drop in expression.coverage.drops:
        start, end = (drop.span.start, drop.span.end) if drop.span else (None, None)
        yield {"rule": drop.rule, "text": drop.text, "start": start, "end": end}


def _statement(expression: Expression, version: str) -> Rows:
    statement = expression.statement
    if statement is None:
        return {}
    who = {"type": statement.type, "issuer": statement.issuer, "addressee": statement.addressee}
    signatories = (
        {
            "position": n,
            "name": s.name,
            "role": s.role,
            "organisation": s.organisation,
            "kind": s.kind,
            "group": s.group,
        }
        for n, s in enumerate(statement.signatories, 1)
    )
    asks = (
        {"position": n, "num": a.num, "heading": a.heading, "text": a.text, "whom": a.whom, "form": a.form}
        for n, a in enumerate(statement.asks, 1)
    )
    return {
        "statements": [{"version_id": version, **who}],
        "signatories": _numbered(version, signatories),
        "asks": _numbered(version, asks),
    }
