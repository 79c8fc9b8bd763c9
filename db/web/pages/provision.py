"""The page of one provision in one version: its words, what they mean, and what happened to them."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from corpus.citation import label_key, stands_in
from db.ask import citing, instruments, provisions, query, statements, versions
from db.ask.provisions import History
from db.ask.query import Node, Row
from db.ask.rows import EffectRow, EventRow, ProvisionRow
from db.ask.status_line import compared
from db.ask.touched import asking_for
from db.ask.words import day_words, label_words, path
from db.web.pages.notes import on_provision
from db.web.parts import charts, schedule
from db.web.parts.answer import Answer, Ask, Page, Redirect
from db.web.parts.find import inclusion, notes, references
from db.web.parts.html import Links, block, forest, href, inline
from db.web.parts.reading import Reading, read
from db.web.parts.terms import Terms, terms_of
from diffs.output.schedule_layout import Marked

RECENT = 12
SHOWN = 12
REFERS = 120
"""A definition that only refers to a paragraph has fewer characters."""


def provision(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """One provision with everything below it."""
    found = read(connection, ask)
    return found if isinstance(found, Redirect) else shown(found)


def shown(reading: Reading) -> Page:
    """The page of a provision that was read."""
    return Page("provision.html", _own(reading) | _now(reading))


def shown_now(reading: Reading) -> Page:
    """What the page says of now, part by part: how the text stands, its history, what others say of it.

    The rest is the text's own: it is the same whatever is published later.
    """
    return Page("now.html", _now(reading))


def _now(reading: Reading) -> dict[str, Any]:
    connection, ask, row = reading.connection, reading.ask, reading.row
    old = reading.status.replaced is not None
    return {
        "version": reading.version,
        "address": row.path,
        "history_path": reading.history_path,
        "status": reading.status,
        "asked_for": reading.day if ask.get("as-at") else "",
        "history": history(reading.past, row.version_id, everything=bool(ask.get("history", ("", "all")))),
        "mentioned": mentioned(connection, row.id, here=old),
        "asked_by": asking_for(connection, row.id, here=old),
        "notes_on": on_provision(connection, row, here=old),
        "effect": _effect(connection, row),
        "included": inclusion(connection, reading.version.work_id) if row.effect_id else None,
    }


def _own(reading: Reading) -> dict[str, Any]:
    connection, ask, version, node = reading.connection, reading.ask, reading.version, reading.node
    row = node.row
    ids = [n.row.id for n in node.walk()]
    cited = references(connection, version.id, ids)
    known = terms_of(connection, version)
    targets = _targets(cited, connection, set(ids))
    clean = ask.get("marks", ("", "off")) == "off"
    mark = None if clean or not version.derived else schedule.mark(connection, version, node)
    links = Links(
        cited,
        ways=schedule.ways(connection, version.id) if mark else {},
        anchors=True,
        notes=_notes(connection, version.id),
        terms=known,
        previews=_previews(targets),
    )
    within = reading.within
    address = row.path
    cited_by = _cited_by(connection, version.id, ids)
    return {
        "work": reading.work,
        "node": row,
        "title": " ".join(p for p in (label_words(row.label) or "Text", row.heading) if p),
        "within": [r for r in within if r.label],
        "stem": [r for r in within if r.text and r.kind in ("paragraph", "subparagraph")],
        "body": _body(node, links, mark),
        "marking": ("marked" if mark else "clean" if clean else "unmarked") if version.derived else "",
        "doubts_here": doubts_at(version.told(of_renditions=False), row.label or _nearest(within)),
        "is_measure": row.kind == "measure",
        "index": _index_entry(connection, version.id, row),
        "application": versions.application(connection, row.id) if row.kind == "measure" else None,
        "definitions": definitions(connection, node, within, known),
        "cited_by": cited_by,
        "targets": targets,
        "network": charts.network(row.label or "", targets, cited_by),
        "unshown": charts.left_out(targets, cited_by),
        "cites": [(name, words, reading.cites[name]) for name, words in citing.FORMS.items()],
        "permalink": ask.origin + address,
        "public": bool(ask.public),
        "content_hash": reading.content,
        "siblings": reading.siblings(),
    }


def doubts_at(doubts: Iterable[tuple[str, str]], label: str) -> list[tuple[str, str]]:
    """The doubts of a version, by their places, that concern a provision: at it, above or below it, or at no label."""
    here = label_key(label)

    def concerns(place: str) -> bool:
        at = label_key(place)
        return not here or not any(c.isdigit() for c in at) or stands_in(at, here) or stands_in(here, at)

    return [(at, detail) for at, detail in doubts if concerns(at)]


def _nearest(within: Sequence[ProvisionRow]) -> str:
    """The label of the nearest labelled provision that a text without one stands in; empty where there is none."""
    return next((row.label for row in reversed(within) if row.label), "")


def _body(node: Node, links: Links, mark: Marked | None) -> Markup:
    """The provision; a measure without its number and title, which are the heading of the page."""
    if node.row.kind != "measure":
        return block(node, links, 2, mark)
    return forest(node.children, links, 2, mark.children if mark else None)


def definitions(connection: sqlite3.Connection, node: Node, within: Iterable[ProvisionRow], known: Terms) -> list[Row]:
    """Defined terms that the words use, each with its whole meaning: the measure's own before those of the code."""
    measure = next((r.label for r in (*within, node.row) if r.kind == "measure" and r.label), "")
    inside = {each.row.id for each in node.walk()}
    used = {
        term for each in node.walk() for text in (each.row.heading, each.row.text) for _, _, term in known.uses(text)
    }
    found = [row for term in sorted(used) if (row := known.meant(term, measure)) and row["id"] not in inside]
    return [row | {"path": path(row["version_id"], row["slug"])} | _meaning(connection, row) for row in found]


def _meaning(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    """A definition with all its items; where it only refers to a paragraph, the way there and its words."""
    term, line, rest = row["text"].partition("\n")
    own = str(rest) if line and term.casefold() == row["term"].casefold() else str(row["text"])
    node = query.tree(connection, row["version_id"], row["position"], row["last"])[0]
    items = [words for child in node.children for _, words in child.lines()]
    cited = references(connection, row["version_id"], [row["id"]]).get(row["id"], []) if len(own) < REFERS else []
    follows = next((each for each in cited if each["target_id"] and own.casefold().startswith("see ")), None)
    found = provisions.preview(connection, follows["target_id"]) if follows else None
    leads = {"path": href(follows["target_id"]), **found} if follows and found else None
    return {"meaning": "\n".join((own, *items)), "leads": leads}


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the history as the page shows it: one version, or a run of versions that changed nothing.

    `run` counts such versions; `shown` says that it is the version shown, `oldest` that nothing stands behind it. An
    entry that has `more` stands for that many older ones. `kept` are entries of this history as they were written.
    """

    event: EventRow | None
    run: int = 0
    more: int = 0
    shown: bool = False
    oldest: bool = False
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def words(self) -> tuple[Markup, ...]:
        """The words of each change with marks."""
        return tuple(inline(change.edits) for change in self.event.changes[:SHOWN]) if self.event else ()

    @property
    def written(self) -> Markup:
        """The entry as a page of another version had it; empty where none did."""
        found: Markup = self.kept.get(self._key, Markup())
        return found

    def write(self, made: Markup) -> Markup:
        """The entry, kept for the pages of other versions."""
        self.kept[self._key] = made
        return made

    @property
    def _key(self) -> tuple[object, ...]:
        return self.event and (self.event.version_id, self.event.computed), self.run, self.shown, self.oldest

    @property
    def compare(self) -> str:
        """Where its changes stand among all of that version; empty where there are none."""
        if not self.event or not self.event.changes:
            return ""
        first = self.event.changes[0]
        return compared(first.before_id, first.after_id, self.event.slug)


def history(events: History, version: str, *, everything: bool) -> list[Step]:
    """The provision through the versions, newest first; `version` is the one shown."""
    return steps(events.told(version), version, events.entries, everything=everything)


def steps(events: Sequence[EventRow], version: str, entries: dict[Any, Any], *, everything: bool) -> list[Step]:
    """Events, oldest first, as a page shows them; `entries` are those that were written before."""
    runs = _folded(events[::-1], version)
    shown = runs if everything else runs[:RECENT]
    more = len(runs) - len(shown)
    found = [
        Step(event, run, 0, event.version_id == version, not more and event is runs[-1][0], entries)
        for event, run in shown
    ]
    return [*found, Step(None, more=more)] if more else found


def _folded(events: Sequence[EventRow], current: str) -> list[tuple[EventRow, int]]:
    """The events with each run of versions that changed nothing as its newest one, and how many these are."""
    found: list[tuple[EventRow, int]] = []
    for event in events:
        plain = not event.changes and event.version_id != current and event is not events[-1]
        if plain and found and found[-1][1]:
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((event, int(plain)))
    return found


def _index_entry(connection: sqlite3.Connection, version_id: str, row: ProvisionRow) -> Row | None:
    if row.kind != "measure":
        return None
    return versions.index_entry(connection, version_id, row.label or "")


def _cited_by(connection: sqlite3.Connection, version_id: str, ids: list[str]) -> list[Row]:
    inside = set(ids)
    return [
        {"source": source, "path": href(at)}
        for source, at in provisions.cited_by(connection, version_id, ids)
        if at is not None and at not in inside
    ]


def mentioned(connection: sqlite3.Connection, provision_id: str, *, here: bool = False) -> list[Row]:
    """Statements that name this provision, whatever version they were written about, or just in this one."""
    found = statements.naming(connection, provision_id, here=here)
    return [row | {"path": path(row["version_id"]), "day": day_words(row["date"])} for row in found]


def _targets(cited: dict[str, list[Row]], connection: sqlite3.Connection, inside: set[str]) -> list[Row]:
    """What the provision cites outside itself, with the heading of each as a preview."""
    found: dict[str, Row] = {}
    for row in (row for group in cited.values() for row in group):
        if row["target"] not in found and row["target_id"] not in inside:
            preview = None
            if row["target_id"]:
                preview = provisions.preview(connection, row["target_id"])
            found[row["target"]] = row | {
                "preview": preview,
                "path": href(row["target_id"]) if row["target_id"] else "",
            }
    return list(found.values())


def _notes(connection: sqlite3.Connection, version_id: str) -> dict[str, str]:
    return {note["num"]: note["text"] for note in notes(connection, version_id)}


def _previews(targets: Iterable[Row]) -> dict[str, str]:
    """The first words of what is cited, by its id."""
    shown = ((row["target_id"], row["preview"]) for row in targets if row["preview"])
    return {
        target: " ".join(filter(None, (words["label"], words["heading"], words["text"]))) for target, words in shown
    }


def _effect(connection: sqlite3.Connection, row: ProvisionRow) -> EffectRow | None:
    """The effect whose inserted text this is."""
    return instruments.effect(connection, row.effect_id) if row.effect_id else None
