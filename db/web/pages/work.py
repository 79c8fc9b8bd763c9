"""Pages of a work and of a version: timeline, contents, index of measures, the whole text."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import escape

from corpus.citation import Citation, label_slug
from corpus.errors import CitationError
from corpus.provision import Provision
from corpus.verdict import MANNERS, VERDICTS
from corpus.work import Expression, Reserved
from db.ask import comparisons, dated, instruments, parliament, query, statements, versions, works
from db.ask.query import Row
from db.ask.rows import EffectRow, OutcomeRow, ProvisionRow, VersionRow
from db.ask.status_line import page_line
from db.ask.words import DAY, day_words, path
from db.web.parts import charts, copies, schedule
from db.web.parts.answer import Answer, Ask, Missing, Page, Redirect
from db.web.parts.entries import Amending, Executed, Heading, Instruction, Milestone
from db.web.parts.find import (
    as_at,
    find_version,
    find_work,
    inclusion,
    news,
    notes,
    part,
    references,
)
from db.web.parts.html import Links, forest, href, inline, summary
from db.web.parts.terms import terms_of
from diffs.explain.unused_numbers import Entry, ledger


def work(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """A work: its versions in time, its measures, and what its kind has besides."""
    found = find_work(connection, part(ask, "work"))
    newest = query.latest_published(query.versions(connection, found["id"]))
    published, derived = _timeline(connection, found["id"])
    values: dict[str, Any] = {
        "work": found,
        "versions": published,
        "derived": derived,
        "newest": newest,
        "news": news(connection, 6, as_at(ask), found["id"]),
        "instruments": _instruments(connection, found["id"], as_at(ask)),
        **_standing(connection, found, newest, ask),
    }
    if newest:
        values |= _of_kind(connection, found["kind"], newest) | _measures(connection, found, newest, published, derived)
    return Page("work.html", values)


def _timeline(connection: sqlite3.Connection, work: str) -> tuple[list[Milestone], list[Milestone]]:
    """The published versions in time, and those that keeling computed."""
    known = query.versions(connection, work)
    compared = {row["after_id"]: row for row in comparisons.of_work(connection, work)}
    published = [_milestone(row, compared.get(row.id)) for row in known if not row.derived]
    derived = [_milestone(row, compared.get(row.id), _since(connection, row.id)) for row in known if row.derived]
    return published, derived


def _of_kind(connection: sqlite3.Connection, kind: str, newest: VersionRow) -> dict[str, Any]:
    """What the page of an instrument or a statement shows besides."""
    if kind == "amendment":
        return instrument_values(connection, newest)
    return statement_values(connection, newest) if kind == "statement" else {}


def _measures(
    connection: sqlite3.Connection,
    work: Row,
    newest: VersionRow,
    published: list[Milestone],
    derived: list[Milestone],
) -> dict[str, Any]:
    """The measures of the newest version, the numbers not used, and which of them changed when."""
    shown, changed = versions.measures(connection, newest.id), strip(connection, work["id"])
    code = work["kind"] == "code"
    words = {
        measure: {version: ", ".join(MANNERS[kind].word for kind in kinds) for version, kinds in row.items()}
        for measure, row in changed.items()
    }
    return {
        "measures": shown,
        "table": numbered(shown, unused(connection, work["id"], newest.id, shown) if code else ()),
        "strip": words,
        "sizes": charts.sizes(published) if code else "",
        "manners": tuple(MANNERS.values()),
        "heat": charts.heat(ever_changed(shown, changed, work["prefix"]), behind_base(published, derived), changed),
    }


def _standing(connection: sqlite3.Connection, found: Row, newest: VersionRow | None, ask: Ask) -> dict[str, Any]:
    """The version that counts as at a day, with its status line, and what is known of every other."""
    day = as_at(ask)
    shown = dated.standing(connection, found["id"], day) if found["kind"] == "code" else newest
    shown = shown or newest
    known = query.versions(connection, found["id"])
    return {
        "status": page_line(connection, shown, None, (), day) if shown else None,
        "standing": shown,
        "now": {row.id: dated.now(connection, row, day) for row in known},
        "asked_for": day if ask.get("as-at") else "",
    }


def on(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The version of a work, or a provision of it, that was in force on a day: a redirect to its own address."""
    found, day = find_work(connection, part(ask, "work")), part(ask, "day")
    if not DAY.fullmatch(day):
        raise Missing(f"“{day[:40]}” is not a day; write it like 2026-09-30.", status=400)
    as_at(replace(ask, query={"as-at": day}))
    shown = dated.standing(connection, found["id"], day)
    if shown is None:
        links = [(path(row.id), row.label) for row in query.versions(connection, found["id"])]
        raise Missing(f"keeling holds no version of “{found['title']}” that had started by {day_words(day)}.", links)
    return Redirect(f"{path(shown.id, part(ask, 'slug'))}?as-at={day}")


def version(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """A version as a whole, to read from beginning to end."""
    found_work = find_work(connection, part(ask, "work"))
    found = find_version(connection, found_work, part(ask, "version"))
    nodes = query.tree(connection, found.id)
    clean = ask.get("marks", ("", "off")) == "off"
    marks = None if clean else schedule.marks(connection, found, nodes)
    links = _links(connection, found, nodes)
    contents = [
        replace(_entry(node.row), below=tuple(_entry(below.row) for below in _headed(node)))
        for node in nodes
        if node.row.label and node.row.heading
    ]
    values: dict[str, Any] = {
        "work": found_work,
        "version": found,
        "body": forest(nodes, links, marks=marks),
        "contents": contents if marks is None else schedule.contents(marks),
        "marking": _marking(found, clean, marks),
        "versions": query.versions(connection, found_work["id"]),
        "dates": versions.dates(connection, found.id),
        "renditions": copies.renditions(connection, found.id),
        "drops": versions.drops(connection, found.id),
        "repairs": versions.repairs(connection, found.id),
        "reserved": versions.reserved(connection, found.id),
        "status": page_line(connection, found, None, (), as_at(ask)),
        "asked_for": ask.get("as-at"),
    }
    if found.kind == "amendment":
        values |= instrument_values(connection, found)
    if found.kind == "statement":
        values |= statement_values(connection, found)
    if found.derived:
        values |= derived_values(connection, found)
    return Page("version.html", values)


def _marking(found: VersionRow, clean: bool, marks: object) -> str:
    """Whether a computed text is shown `marked`, `clean` as asked, or `unmarked` because the marks do not fit it."""
    if not found.derived:
        return ""
    return "clean" if clean else "unmarked" if marks is None else "marked"


def _links(connection: sqlite3.Connection, found: VersionRow, nodes: Sequence[query.Node]) -> Links:
    """What the whole text is dressed with: references with previews, terms, notes, and what changed with it."""
    every = (node.row for root in nodes for node in root.walk())
    changed = comparisons.changed_labels(connection, found.previous_id, found.id) if found.previous_id else []
    return Links(
        references(connection, found.id),
        anchors=True,
        notes={note["num"]: note["text"] for note in notes(connection, found.id)},
        terms=terms_of(connection, found),
        previews={row.id: " ".join(filter(None, (row.label, row.heading, row.text))) for row in every},
        ways=schedule.ways(connection, found.id) if found.derived else {},
        margins={} if found.derived else margins(found, changed),
    )


def margins(version: VersionRow, changed: Sequence[tuple[str, str]]) -> dict[str, str]:
    """By label, what happened to a provision with this version: a link to the change, for the margin."""
    ends = f"{(version.previous_id or '').partition('@')[2]}...{version.stack}" if changed else ""
    made = {}
    for label, kind in changed:
        where = escape(f"/compare/{version.work_id}/{ends}#{label_slug(label)}")
        said = escape(f"{MANNERS[kind].word} {version.day}")
        made[label] = f'<a class="changed" href="{where}">{said}</a>'
    return made


def _entry(row: ProvisionRow) -> Heading:
    return Heading(row.slug, row.kind, row.printed, row.num, row.heading)


def _headed(node: query.Node) -> list[query.Node]:
    """Subsections and measures below a section, in order."""
    found = []
    for child in node.children:
        if child.row.kind in ("subsection", "measure") and child.row.heading:
            found.append(child)
        if child.row.kind == "subsection":
            found += [below for below in child.children if below.row.kind == "measure"]
    return found


def unused(connection: sqlite3.Connection, work: str, version: str, shown: Sequence[Row]) -> tuple[Entry, ...]:
    """Numbers between those of the measures that no measure has, with the reason where a document gives one."""
    nodes = tuple(Provision("measure", row["label"]) for row in shown)
    said = works.reserved_numbers(connection, work)
    others = [
        Expression("", None, (), version=row["version_id"], reserved=(Reserved(row["label"], row["reason"]),))
        for row in said
    ]
    found = ledger(Expression("", "code", nodes, version=version), others)
    return tuple(entry for entry in found if entry.state != "filled")


def ever_changed(shown: Sequence[Row], changed: dict[str, Any], prefix: str | None) -> list[str]:
    """Labels of the measures that changed in any version, also of those the newest does not have, in order."""
    labels = [row["label"] for row in shown if row["label"] in changed]
    others = [name for name in changed if prefix and name.startswith(f"{prefix} ") and name not in labels]
    for name in others:
        key = Citation.parse(name).sort_key()
        labels.insert(next((n for n, label in enumerate(labels) if _after(label, key)), len(labels)), name)
    return labels


def numbered(shown: Sequence[Row], entries: Sequence[Entry]) -> list[Row]:
    """The measures, with the numbers that are not used where they would stand."""
    table = list(shown)
    for entry in entries:
        key = Citation.parse(entry.label).sort_key()
        row = {"label": entry.label, "unused": entry.state, "reason": entry.reason, "by": entry.by}
        at = next((n for n, each in enumerate(table) if _after(each["label"], key)), len(table))
        table.insert(at, row)
    return table


def _after(label: str, key: tuple[Any, ...]) -> bool:
    try:
        return Citation.parse(label).sort_key() > key
    except CitationError:
        return False


def instrument_values(connection: sqlite3.Connection, version: VersionRow) -> dict[str, Any]:
    """Each instruction as printed, as read, and what became of it."""
    effects = instruments.effects(connection, version.id)
    outcomes = instruments.outcomes(connection, version.id)
    by_number: dict[str, list[Executed]] = {}
    for outcome in outcomes:
        links = _label_links(connection, outcome, topmost(outcome.nodes))
        by_number.setdefault(outcome.num, []).append(Executed(outcome, links))
    checks = instruments.verifications(connection, version.id)
    return {
        "passage": parliament.said(parliament.events(connection, version.work_id)),
        "effects": [
            replace(each, outcomes=tuple(by_number.get(each.instruction, ())))
            for each in _instructions(effects, by_number)
        ],
        "checks": checks,
        "included": inclusion(connection, version.work_id),
        "dates": versions.dates(connection, version.id),
    }


def _instructions(effects: Sequence[EffectRow], outcomes: Mapping[str, Sequence[Executed]]) -> list[Instruction]:
    """A row for each instruction with all it does; what it does alike several times is said once."""
    found: dict[str, list[EffectRow]] = {}
    for effect in effects:
        found.setdefault(effect.instruction, []).append(effect)
    return [
        Instruction(
            number, next((each.text for each in own if each.text), ""), _counted(own), tuple(outcomes.get(number, ()))
        )
        for number, own in found.items()
    ]


def _counted(effects: Sequence[EffectRow]) -> tuple[tuple[EffectRow, int], ...]:
    """Each thing that an instruction does, and how many times it does it."""
    alike: dict[tuple[object, ...], list[EffectRow]] = {}
    for each in effects:
        alike.setdefault(tuple(getattr(each, name) for name in _SAID), []).append(each)
    return tuple((same[0], len(same)) for same in alike.values())


_SAID = ("type", "label", "place", "anchor", "old_text", "new_text", "new_label", "residue")


def topmost(labels: Sequence[str]) -> list[str]:
    """The labels without those of provisions that stand below another of them."""
    known = set(labels)

    def below(label: str) -> bool:
        scope = label.rpartition("@")[2] if "@" in label else ""
        cuts = [label[:n] for n, char in enumerate(label) if char in ".("]
        return scope in known or any(cut in known for cut in cuts)

    return [label for label in labels if not below(label)]


def _label_links(
    connection: sqlite3.Connection, outcome: OutcomeRow, labels: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Labels with the addresses they have in the code as amended."""
    found = []
    for label in labels:
        row = next((r for r in query.labelled(connection, label) if r.version_id == outcome.consolidation_id), None)
        found.append((label, row.path if row else ""))
    return tuple(found)


def statement_values(connection: sqlite3.Connection, version: VersionRow) -> dict[str, Any]:
    """Who says what to whom, and which measures they mention."""
    v = version.id
    mentions = statements.mentions(connection, v)
    return {
        "statement": statements.statement(connection, v),
        "signatories": statements.signatories(connection, v),
        "also_signed": [
            each | {"path": path(each["version_id"]), "day": day_words(each["date"])}
            for each in statements.also_signed(connection, v)
        ],
        "asks": statements.asks(connection, v),
        "passed_over": statements.passed_over(connection, v),
        "mentions": [m | {"path": href(m["target_id"]) if m["target_id"] else ""} for m in mentions],
        "dates": versions.dates(connection, v),
    }


def behind_base(published: Sequence[Milestone], derived: Sequence[Milestone]) -> list[Milestone]:
    """The versions in order, each with those that were computed from it behind it."""
    based: dict[str | None, list[Milestone]] = {}
    for each in derived:
        based.setdefault(each.version.previous_id, []).append(each)
    found = [each for row in published for each in (row, *based.pop(row.version.id, ()))]
    return [*found, *(each for others in based.values() for each in others)]


def _since(connection: sqlite3.Connection, version: str) -> tuple[Row, ...]:
    """The published versions that include the instruments a version is computed with."""
    used = [each.partition("@")[0] for each in instruments.used(connection, version)]
    return tuple(found for work in used if (found := inclusion(connection, work)))


def derived_values(connection: sqlite3.Connection, version: VersionRow) -> dict[str, Any]:
    """What was executed, and how the result compares with what was published."""
    v = version.id
    checks = instruments.checks_of(connection, v)
    for check in checks:
        check["differences"] = [
            row | {"marked": inline(row["edits"])} for row in instruments.differences(connection, check["id"])
        ]
    return {
        "cautions": instruments.cautions(connection, v),
        "since": _since(connection, v),
        "outcomes": [
            Executed(row, tuple((label, "") for label in topmost(row.nodes)))
            for row in instruments.executed(connection, v)
        ],
        "checks": checks,
    }


def _milestone(row: VersionRow, comparison: Row | None, since: tuple[Row, ...] = ()) -> Milestone:
    counts = tuple((kind, MANNERS[kind].word, n) for kind, n in summary(comparison, VERDICTS)) if comparison else ()
    return Milestone(row, comparison, counts, since)


def _instruments(connection: sqlite3.Connection, work: str, day: str) -> list[Amending]:
    """Instruments that amend a work, with their newest version."""
    return [_state(connection, row, day) for row in instruments.amending(connection, work)]


def _state(connection: sqlite3.Connection, row: VersionRow, day: str) -> Amending:
    """Whether an instrument is included in a published version; its passage where it is not."""
    included = inclusion(connection, row.work_id)
    clock = [] if included else parliament.clock(parliament.events(connection, row.work_id))
    return Amending(row, dated.now(connection, row, day), included, tuple(clock))


def strip(connection: sqlite3.Connection, work: str) -> dict[str, dict[str, list[str]]]:
    """Which measures changed in which version: by measure label, then by version, the kinds of change."""
    found = comparisons.by_measure(connection, work)
    grouped: dict[str, dict[str, list[str]]] = {}
    for row in found:
        grouped.setdefault(row["measure"], {})[row["after_id"]] = sorted(row["kinds"].split(","), key=VERDICTS.index)
    return grouped
