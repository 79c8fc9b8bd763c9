"""Two versions side by side or in one run; also as JSON, Markdown and tables."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from corpus.citation import Anchors, label_slug
from corpus.verdict import MANNERS, VERDICTS
from db.ask import comparisons, dated, expressions, provisions, query, works
from db.ask.query import Row
from db.ask.rows import ChangeRow, VersionRow
from db.ask.touched import touching
from db.ask.words import path
from db.web.parts import downloads
from db.web.parts.answer import Answer, Ask, Missing, Page, Redirect
from db.web.parts.comparison_files import comparison_file
from db.web.parts.computed_stacks import MOST, computed_comparison
from db.web.parts.evidence import evidence
from db.web.parts.find import as_at, find_version, find_work, part
from db.web.parts.html import inline, side, summary
from db.web.parts.reached import reached

VIEWS = ("inline", "split")
_LAST_ITEM = re.compile(r"\([^()]*\)$")
INDEX = "Index of measures"
UNNUMBERED = "Text without a number"
FRONT = "Before the first provision"


def choose(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """A form to choose two versions, and the way from it to the comparison."""
    before, after = ask.get("before"), ask.get("after")
    if before and after:
        work = before.partition("@")[0]
        if work != after.partition("@")[0]:
            raise Missing("Two versions of one work can be compared; these are of two works.", status=400)
        for name in (before, after):
            find_version(connection, find_work(connection, work), name.partition("@")[2])
        return Redirect(f"/compare/{work}/{before.partition('@')[2]}...{after.partition('@')[2]}")
    several = works.comparable(connection)
    wanted = ask.get("work")
    if wanted:
        find_work(connection, wanted)
    groups = [w | {"versions": query.versions(connection, w["id"])} for w in several]
    return Page("choose.html", {"works": groups, "wanted": wanted})


def stack(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """From the form on a code's page to the code with the chosen instruments, in the chosen order."""
    base = ask.get("base")
    work, _, name = base.partition("@")
    find_version(connection, find_work(connection, work), name)
    wanted = [ask.get(f"then{n}") for n in range(1, MOST + 1)]
    return Redirect(path("+".join([base, *filter(None, wanted)])))


def compare(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """What changed between two versions of a work."""
    work = find_work(connection, part(ask, "work"))
    before = find_version(connection, work, part(ask, "before"))
    after = find_version(connection, work, part(ask, "after"))
    row, found = _changes(connection, before, after)
    form = part(ask, "format")
    if form in ("json", "md", "html"):
        return comparison_file(connection, (before.id, after.id), found, form, ask.public)
    if form in ("csv", "xlsx"):
        name = f"{before.id}-to-{after.stack}".replace("@", "-").replace("+", "-")
        standing = _standing(connection, (before, after), ask)
        rows = evidence([*found, *_front(row)], (before, after), standing, ask.public)
        return downloads.document(rows, name, form, works.head(connection), illustrative=work["illustrative"])
    return Page("compare.html", _values(connection, ask, (work, before, after), row, found))


def _standing(connection: sqlite3.Connection, ends: tuple[VersionRow, VersionRow], ask: Ask) -> tuple[str, str]:
    """Whether each of two versions is in force, in words."""
    before, after = (dated.now(connection, version, as_at(ask)).text() for version in ends)
    return before, after


def _values(
    connection: sqlite3.Connection,
    ask: Ask,
    ends: tuple[Row, VersionRow, VersionRow],
    row: Row,
    found: Sequence[ChangeRow],
) -> dict[str, Any]:
    work, before, after = ends
    view = ask.get("view", VIEWS, "split")
    kind = ask.get("kind", VERDICTS)
    everything = ask.get("show", ("changed", "all"), "changed") == "all"
    anchors, front = Anchors(), _front(row)
    drawn = _with_names([_drawn(change, before, after, anchors) for change in (*found, *front)])
    shown = [each for each in drawn[: len(found)] if not kind or each.change.kind == kind]
    groups = _grouped(connection, shown, (before, after))
    if front and not kind:
        groups.append(Group(FRONT, tuple(drawn[len(found) :])))
    return {
        "work": work,
        "before": before,
        "after": after,
        "comparison": row,
        "beyond": sum(change.beyond for change in found),
        "unaccounted": json.loads(row["unaccounted"]),
        "front": len(front),
        "forces": _forces(drawn, len(found)),
        "everywhere": f"?view={view}" if kind else "",
        "counts": [(kind, MANNERS[kind].word, n) for kind, n in summary(row, VERDICTS)],
        "groups": groups,
        "total": len(found),
        "shown": len(shown),
        "view": view,
        "kind": kind,
        "everything": everything,
        "reached": reached(connection, before.id, after.id),
        "asks": touching(connection, work["id"], after.id),
        "unchanged": _unchanged(connection, after, found) if everything else [],
        "address": f"/compare/{work['id']}/{before.stack}...{after.stack}",
    }


def _changes(connection: sqlite3.Connection, before: VersionRow, after: VersionRow) -> tuple[Row, Sequence[ChangeRow]]:
    """The stored comparison; for any other pair the same, computed now."""
    identifier = f"{before.id}...{after.id}"

    def ask() -> tuple[Row, Sequence[ChangeRow]]:
        row = comparisons.stored(connection, identifier)
        if row is not None:
            return row, comparisons.whole(connection, identifier)
        return computed_comparison(expressions.comparison(connection, before.id, after.id))

    return query.recent(connection, ("changes", identifier), ask)


def _front(row: Row) -> list[ChangeRow]:
    """What changed before the first provision: kept apart, in no count of provisions, and shown all the same."""
    return [
        ChangeRow(kind, tuple(before), tuple(after), heading, None, tuple((sign, text) for sign, text in edits))
        for kind, before, after, heading, edits in json.loads(row["front"])
    ]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A change as the page shows it: where each of its labels leads, its words in one run and on two sides."""

    change: ChangeRow
    anchor: str
    before_links: tuple[tuple[str, str], ...]
    after_links: tuple[tuple[str, str], ...]
    inline: Markup
    old: Markup
    new: Markup
    names: tuple[str, ...] = ()


def _with_names(drawn: Sequence[Drawn]) -> list[Drawn]:
    """Each change with the other names that lead to it, where nothing else has them.

    A page about a provision that is gone, that came with its measure or changed in part leads here by its number.
    """
    given = {each.anchor for each in drawn}
    named = []
    for each in drawn:
        slugs = (label_slug(label) for label in _concerned(each.change) if label)
        names = tuple(dict.fromkeys(slug for slug in slugs if slug not in given))
        given.update(names)
        named.append(replace(each, names=names))
    return named


def _concerned(change: ChangeRow) -> Iterator[str | None]:
    """The labels of a change, of what goes along with it, and of what it stands in."""
    yield from (*change.before, *change.after)
    for pair in change.along:
        yield from (pair.before, pair.after)
    for label in change.labels:
        while label != (label := _LAST_ITEM.sub("", label)):
            yield label
        yield label.rpartition("/")[0]
    yield from (change.measure, f"Section {change.measure}") if change.measure else ()


def _forces(drawn: Sequence["Drawn"], provisions: int) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """Duties, then figures and limits that changed, each as a title and rows: which way, where, its anchor, the words.

    Beyond the `provisions` stands what precedes them: a cover has another day in every version.
    """
    from diffs.words.force import DIRECTION_WORDS, force_changes, gravity, what_changed
    from diffs.words.force_change import MEASURED

    found = [
        (one, each)
        for place, each in enumerate(drawn)
        for one in force_changes(each.change.edits)  # type: ignore[arg-type]
        if place < provisions or one.direction not in MEASURED
    ]
    found.sort(key=lambda pair: gravity(pair[0]))
    parts = ([pair for pair in found if (pair[0].direction in MEASURED) == measured] for measured in (False, True))
    return [
        (
            what_changed(one for one, _ in part),
            [(DIRECTION_WORDS[one.direction], each.change.labels[0], each.anchor, one.said) for one, each in part],
        )
        for part in parts
        if part
    ]


def _drawn(change: ChangeRow, before: VersionRow, after: VersionRow, anchors: Anchors) -> Drawn:
    return Drawn(
        change,
        anchors.of(change.before, change.after),
        _links(change.before, before),
        _links(change.after, after),
        inline(change.edits),
        side(change.edits, -1),
        side(change.edits, 1),
    )


def _links(labels: tuple[str, ...], version: VersionRow) -> tuple[tuple[str, str], ...]:
    return tuple((label, path(version.id, "" if "~" in label else label_slug(label))) for label in labels)


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one measure or section, or of the index, under its title."""

    title: str
    changes: tuple[Drawn, ...]


def _grouped(
    connection: sqlite3.Connection, found: Sequence[Drawn], ends: tuple[VersionRow, VersionRow]
) -> list[Group]:
    """Changes by measure or section, in order of the later version, each group with its title."""
    titles: dict[str, str] = {INDEX: INDEX}

    def title(drawn: Drawn) -> str:
        key = _group(drawn.change)
        if key.startswith("~"):  # a path has no title of its own
            return drawn.change.heading or UNNUMBERED
        if key not in titles:
            titles[key] = _title(connection, key, ends)
        return titles[key]

    return [Group(name, tuple(changes)) for name, changes in groupby(found, key=title)]


def _group(change: ChangeRow) -> str:
    """The measure or section of a change; entries of the index are a group of their own."""
    return INDEX if "".join(change.labels[:1]).startswith("Index/") else str(change.measure)


def _title(connection: sqlite3.Connection, label: str, ends: tuple[VersionRow, VersionRow]) -> str:
    """A measure's or section's label with its heading, in the later version where it has one."""
    for name in (label, f"Section {label}"):
        for version in ends[::-1]:
            row = query.provision(connection, version.id, label_slug(name)) if label else None
            if row and row.label and row.heading:
                return f"{row.label} {row.heading}"
    return label or "Elsewhere"


def _unchanged(connection: sqlite3.Connection, after: VersionRow, found: Sequence[ChangeRow]) -> list[Row]:
    """Provisions of the later version that no change touches."""
    touched = {label for change in found for label in (*change.after, *(pair.after for pair in change.along))}
    rows = provisions.labelled_in(connection, after.id)
    return [row | {"path": path(row["version_id"], row["slug"])} for row in rows if row["label"] not in touched]
