"""Read back: one provision with its history (`keeling show`), or a whole version as an expression.

`show` needs the standard library only and answers from the database; a whole version comes from
the archive through the parse cache, because it must be exactly what the parser made.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import NothingFound, UnknownWork, UnreadableInput
from db.ask import dated, instruments, lookup, query, works
from db.ask.provisions import content_hash, event_json, history_lines, node_json, told
from db.ask.rows import EventRow, LabelledRow, ProvisionRow, VersionRow
from db.ask.status_line import StatusLine, status_line
from db.ask.words import copy_words
from db.from_file import identified, parse_file

if TYPE_CHECKING:  # a cold `keeling show` must not load the catalogue's or the parser's modules
    from collections.abc import Iterator

    from corpus.catalogue import Catalogue
    from corpus.work import Doubt, Expression
    from db.ask.parliament import Passage
    from diffs.execute.consolidate import Consolidation


NAMED = 4
"""Other documents with the number of a provision that are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One provision as found, and its history, oldest first; `elsewhere` are other documents with its number."""

    provision: query.Node
    version: VersionRow
    within: tuple[ProvisionRow, ...]
    history: tuple[EventRow, ...]
    status: StatusLine
    elsewhere: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 of the wording with everything below it, typography apart."""
        return content_hash(self.provision)

    def text(self) -> str:
        """The provision as people read it, with its history line."""
        row, version = self.provision.row, self.version
        place = " › ".join(" ".join(p for p in (r.label, r.heading) if p) for r in self.within if r.label)
        lines = [f"{row.label}  ({version.id}: {version.label})"]
        lines += [f"in {place}"] if place else []
        lines += ["", *self.status.lines()]
        lines += ["", *("  " * depth + words for depth, words in self.provision.lines())]
        lines += ["", "History: " + "; ".join(history_lines(told(self.history, version.id), version.id)) + "."]
        lines.append(copy_words(version.status, version.snapshot, version.illustrative))
        if self.elsewhere:
            more = f" and {len(self.elsewhere) - NAMED} more" if len(self.elsewhere) > NAMED else ""
            lines.append(f"The same number stands in {', '.join(self.elsewhere[:NAMED])}{more} (--at).")
        lines.append(f"Content hash: {self.content_hash}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        row, version = self.provision.row, self.version
        return {
            "label": row.label,
            "version": version.id,
            "status": version.status,
            "date": version.date,
            "title": version.title,
            "unofficial": True,
            "snapshot": version.snapshot or None,
            "within": [r.label for r in self.within if r.label],
            "provision": node_json(self.provision),
            "content_hash": self.content_hash,
            "history": [event_json(event) for event in self.history],
            "elsewhere": list(self.elsewhere),
            **self.status.to_json(),
        }


def show(citation: str, data: Path, at: str | None = None, as_at: str | None = None) -> Shown:
    """One provision, in the version asked for or the one that counts most as at a day (today).

    Without `at`: of the works that the catalogue names, where one has it, the version in force, else the newest
    published one, else a code as amended, else the instrument that inserts it. Raises NothingFound.
    """
    day = dated.as_at(as_at)
    connection = query.connect(data / "keeling.db")
    try:
        found = _meant(connection, citation)
        if at:
            known = _at(connection, at, found, day)
            if known is None:
                raise NothingFound(_no_version(connection, _in_full(at, found), day))
            found = [row for row in found if row.version_id == known.id]
        if not found:
            where = f" in {at}" if at else ""
            raise NothingFound(f"no provision {citation!r}{where}; {_hint(connection, citation)}")
        standing = {row.work_id: dated.standing(connection, row.work_id, day) for row in found if row.effect_id is None}
        counts = {row.id for row in standing.values() if row}
        row = max(
            found, key=lambda each: (each.catalogued, each.version_id in counts, each.date <= day, lookup.weight(each))
        )
        version = query.version(connection, row.version_id)
        assert version is not None
        node = query.tree(connection, row.version_id, row.position, row.last)[0]
        within = tuple(query.ancestors(connection, row.id))
        history = tuple(query.history(connection, row.id))
        said = status_line(connection, version, node.row, history, day)
        return Shown(node, version, within, history, said, tuple(lookup.others(found, row)))
    finally:
        connection.close()


def versions_of(work: str, data: Path, as_at: str | None = None) -> list[query.Row]:
    """The versions of a work named by its id, each with its days and its state as at a day; none for anything else."""
    day = dated.as_at(as_at)
    if " " in work or not work.islower() or any(char in work for char in "@."):
        return []
    connection = query.connect(data / "keeling.db")
    try:
        return dated.spans(connection, work, day)
    finally:
        connection.close()


def said(version: str, data: Path) -> list[str]:
    """The status line of a stored version, in sentences as at today; then that it is unofficial, the digest of its
    document and the head of the ledger. None for what the database has not."""
    if not (data / "keeling.db").is_file():
        return []
    connection = query.connect(data / "keeling.db")
    try:
        found = query.version(connection, version)
        if found is None:
            return []
        line = status_line(connection, found, None, (), dated.today())
        copied = copy_words(found.status, found.snapshot, found.illustrative)
        return [*line.lines(), f"{copied} Ledger: {works.head(connection)}."]
    finally:
        connection.close()


def timeline(work: str, data: Path, calendar: Path | None = None) -> "Passage":
    """The steps of an instrument's passage through Parliament: known, projected with the rule, or open.

    `calendar` is a TOML file of the days on which Parliament does not sit; raises UsageError for one that is none.
    """
    from db.ask.parliament import timeline as passage
    from diffs.explain.timeline import load_calendar

    return passage(work, data, load_calendar(calendar) if calendar else None)


def version(argument: str, data: Path, catalogue: "Catalogue") -> "Expression":
    """A VERSION argument: a file parsed on the fly, a stored version, or a stack computed on the fly."""
    path = Path(argument)
    if path.exists() or ("@" not in argument and path.suffix):
        return identified(parse_file(path, catalogue), catalogue)
    made = consolidation(argument, data, catalogue)
    return made.expression if made else _stored(argument, data, catalogue)


def consolidation(argument: str, data: Path, catalogue: "Catalogue") -> "Consolidation | None":
    """The execution behind a stack, with which its marks are written; None for anything else."""
    base, *added = argument.split("+")
    if not added or Path(argument).exists():
        return None
    from diffs.execute.consolidate import consolidate

    expression = _stored(base, data, catalogue)
    done = consolidate(expression, [_stored(name, data, catalogue) for name in added])
    made = replace(done.expression, work=expression.work, version=argument, status="derived")
    return replace(done, expression=made)


def declared(expression: "Expression", data: Path, catalogue: "Catalogue") -> "tuple[Expression, ...]":
    """The instruments in the archive that amend the work of an expression, in order of date."""
    database = data / "keeling.db"
    if expression.work is None or not database.is_file():
        return ()
    connection = query.connect(database)
    try:
        found = instruments.amending(connection, expression.work)
    finally:
        connection.close()
    return tuple(_stored(row.id, data, catalogue) for row in found)


def _stored(name: str, data: Path, catalogue: "Catalogue") -> "Expression":
    """A version by its id, or the newest version of a work by the work's id; a file for an instrument."""
    if "@" not in name and Path(name).exists():
        return identified(parse_file(Path(name), catalogue), catalogue)
    connection = query.connect(data / "keeling.db")
    try:
        row = dated.named(connection, name, dated.today()) if "@" in name else _newest(connection, name)
        row = row or _called(connection, name)
        if row is None or not row.snapshot:
            raise UnknownWork(_no_version(connection, name, dated.today()))
    finally:
        connection.close()
    expression = _reading(row.snapshot, row.work_id, data, catalogue)
    structure = replace(expression.structure, doubts=(*expression.structure.doubts, *_renderings(row)))
    return replace(expression, work=row.work_id, version=row.id, status=row.status, structure=structure)


def _renderings(row: VersionRow) -> "Iterator[Doubt]":
    """What other renditions of a version say otherwise, as the build found it."""
    from corpus.work import Doubt

    return (Doubt("rendition", where, said) for where, said in row.told(of_renditions=True))


def _reading(digest: str, work: str, data: Path, catalogue: "Catalogue") -> "Expression":
    """A snapshot as it was read for a work: where it was added twice, as whoever named that work added it."""
    from corpus.snapshots import SnapshotStore
    from db.build.parse_cache import Readings
    from db.build.versions import document, task

    store = SnapshotStore(data / "snapshots")
    seen = [task(s, catalogue) for s in store.sightings() if s.digest == digest and document(s)]
    if not seen:
        raise UnknownWork(f"the snapshot {digest} is not in {store.root}; run `keeling build` again")
    readings = Readings(store.root, data / "cache" / "parse")
    facts = readings.read(next((each for each in seen if each.work and each.work.id == work), seen[0]))
    if facts.failure:
        raise UnreadableInput(facts.failure)
    return readings.expression(facts)


def _meant(connection: Any, citation: str) -> list[LabelledRow]:
    """The provisions that a citation means, also one without its prefix or with points for brackets.

    Raises NothingFound where several codes have it, with their labels.
    """
    found = lookup.meant(connection, citation)
    if len(found) > 1:
        raise NothingFound(f"{citation!r} can be {' or '.join(found)}; write the one that is meant")
    return next(iter(found.values()), [])


def _at(connection: Any, at: str, found: list[LabelledRow], day: str) -> VersionRow | None:
    """The version that `--at` names; a day, `latest` or `in-force` alone is that of the work that has the provision."""
    name = _in_full(at, found)
    return (dated.named(connection, name, day) or _called(connection, name)) if "@" in name else None


def _called(connection: Any, name: str) -> VersionRow | None:
    """A document of its own that calls itself the work that is asked for, said on the error stream."""
    row = dated.called(connection, name)
    if row:
        sys.stderr.write(
            f"No text of {name} is held that anybody vouches for; this is {row.id}, which calls itself so.\n"
        )
    return row


def _in_full(at: str, found: list[LabelledRow]) -> str:
    """What `--at` says with the work in front: that of the code that has the provision, else of what inserts it."""
    if "@" in at or not found:
        return at
    return f"{max(found, key=lambda row: (row.catalogued, row.effect_id is None)).work_id}@{at}"


def _no_version(connection: Any, name: str, day: str) -> str:
    """Why a name means no version: nothing was in force that day, or there is none of that name."""
    none = dated.none_standing(connection, name, day)
    return none or f"there is no version {name!r}; {_versions_hint(connection, name)}"


def _newest(connection: Any, work: str) -> VersionRow | None:
    found = query.latest_published(query.versions(connection, work))
    return query.version(connection, found.id) if found else None


def _versions_hint(connection: Any, name: str) -> str:
    work = name.partition("@")[0]
    known = [row.id for row in query.versions(connection, work)]
    if not known:
        known = [row["id"] for row in query.rows(connection, "select id from works order by id")]
    return (
        "there is " + ", ".join(known[:8]) if known else "the database is empty; run `keeling add` and `keeling build`"
    )


def _hint(connection: Any, citation: str) -> str:
    """Why a number is not used and what stands around it, else labels that begin alike."""
    around = lookup.nowhere(connection, citation)
    said = [f"{each.reserved['label']} is not used: {each.reserved['reason']}" for each in around if each.reserved]
    near = [row["label"] for each in around for row in (each.before, each.after) if row]
    if not near:
        return _near_hint(connection, citation)
    return "; ".join((*said, f"near it: {', '.join(near)}"))


def _near_hint(connection: Any, citation: str) -> str:
    """Labels that begin alike in the last version of each work, for a person who mistyped."""
    rows = query.rows(
        connection,
        "select distinct p.label from versions v cross join provisions p"
        " on p.rowid between v.place + 1 and v.place + v.provisions where p.label is not null"
        " and v.position = (select max(position) from versions x where x.work_id = v.work_id)",
    )
    labels = sorted((row["label"] for row in rows), key=lambda label: (len(label), label))
    wanted = " ".join(citation.split())
    for end in range(len(wanted), 3, -1):
        near = [label for label in labels if label.startswith(wanted[:end])][:5]
        if near:
            return "near it: " + ", ".join(near)
    return "write it like PCU C11.4(a), Section 4/C or Index/PCU C11"
