"""What each page of a published site is made from, as a digest: a page whose digest is as before is not made again.

The rows of every version, comparison and work are digested once. A page then names those that it shows:

- a provision and its other forms: its version, the texts that this refers to or was computed from, the standing of the
  version on the day, the history of its own lineage, the statements that name it or what stands below it, the notes.
  Its digest has three parts: the citations are made from less than the page, the data of more;
- a whole version as a file: the version and its standing; a comparison: both ends, the changes, the asks they touch;
- any other page of a work: all that belongs to the work and to its neighbours, and every statement.

No digest holds the ledger's head, the day, or when a source was looked at last: for these no page is made anew.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from db.ask import asks, dated, decisions, notes, provisions, query
from db.ask.rows import EventRow, VersionRow
from db.ask.status_line import StatusLine, status_line
from db.ask.touched import record_files, touching
from db.ask.words import path
from db.serve.histories import histories
from db.serve.row_digests import RowDigests, digest
from db.web.forms import EVERY

_RELATED = (
    "select distinct version_id, substr(target_id, 1, instr(target_id, '/') - 1) from cross_references"
    " where target_id is not null",
    "select version_id, base_id from consolidations",
    "select c.version_id, l.value from consolidations c, json_each(c.instruments) l",
    "select instrument_id, published_id from inclusions",
    "select instrument_id, previous_id from inclusions",
)
"""Versions whose pages show something of another version."""
_NEIGHBOURS = (
    "select distinct version_id, work_id from effects where work_id is not null",
    "select w.id, l.value from works w, json_each(w.amends) l",
)
"""Besides, works that show something of each other."""
_NAMED = (
    "select t.lineage, t.version_id, r.version_id as said from cross_references r"
    " join provisions t on t.id = r.target_id join versions v on v.id = r.version_id join works w on w.id = v.work_id"
    " where t.lineage is not null and (w.kind in ('statement', 'guidance', 'memorandum')"
    " or exists (select 1 from asks a where a.version_id = r.version_id))"
)
FILES = (".md", ".json", ".xml", ".docx", ".csv", ".xlsx")
_PROVISIONS = (
    "select p.id, p.slug, p.label, p.position, p.last, p.lineage from versions v"
    " cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions where v.id = :v"
    " order by p.rowid"
)


class MadeFrom:
    """The digests of a site's pages as at a day; `common` is what every page is made with."""

    def __init__(self, connection: sqlite3.Connection, common: str, day: str) -> None:
        self.connection, self.common, self.day = connection, common, day
        self.rows = RowDigests(connection, day)
        self.versions = query.versions_where(connection, "true order by v.work_id, v.position")
        self.said = _said(connection)

    def key(self, address: str) -> str:
        """The digest of a page by its address; empty for one that is made every time."""
        found = self.provisions.get(address)
        return found if found is not None else self._other(address.strip("/").split("/"))

    def forms(self, address: str, before: str) -> tuple[str, ...]:
        """Which forms of a page are to be made, the page being "": all; of a provision whose own words are as before,
        those that say something else of now.
        """
        parts, known = self.provisions.get(address, "").split(" "), before.split(" ")
        if len(known) != 3 or len(parts) != 3 or known[0] != parts[0]:
            return EVERY
        return ("json",) if known[1] == parts[1] else ("", "md", "json")

    @cached_property
    def provisions(self) -> dict[str, str]:
        """The page of every labelled provision with its digest."""
        made: dict[str, str] = {}
        for version in self.versions:
            made |= self._provisions(version)
        return made

    @cached_property
    def pairs(self) -> dict[tuple[str, str], None]:
        """The versions that are compared: those stored so, and each other text with the one that counts on the day."""
        rows = self.connection.execute("select before_id, after_id from comparisons order by 1, 2")
        found = dict.fromkeys((before, after) for before, after in rows)
        for version in self.versions:
            band = self._over[version.id].band
            if band and band.changed:
                before, _, after = band.changed.rpartition("/")[2].partition("...")
                found[f"{version.work_id}@{before}", f"{version.work_id}@{after}"] = None
        return found

    def _provisions(self, version: VersionRow) -> dict[str, str]:
        rows = self.connection.execute(_PROVISIONS, {"v": version.id}).fetchall()
        named = [(row["position"], row["lineage"]) for row in rows if row["lineage"] in self._named]
        places = [place for place, _ in named]
        cited = digest(self.common, self._whole[version.id])
        whole = digest(cited, self._standing[version.id])
        histories = self._histories[version.work_id]
        made = {}
        for row in rows:
            if row["label"] is None:
                continue
            below = named[bisect_left(places, row["position"]) : bisect_right(places, row["last"])]
            said = {each for _, lineage in below for each in self._named[lineage]}
            history = histories.get(row["id"], _NONE)
            known = digest(whole, *(self._statement(each) for each in sorted(said))) if said else whole
            page = digest(known, history.told(version.id), self.said[version.work_id])
            made[path(version.id, row["slug"])] = f"{cited} {page} {known}{history.all}"
        return made

    def _other(self, parts: list[str]) -> str:
        """The digest of a page that is none of a provision."""
        if parts[0] == "feeds" and len(parts) == 2:
            return self._of_work(parts[1].rpartition(".")[0])
        if parts[0] in ("compare", "lint", "reach", "asks") and len(parts) == 3:
            return self._of_two(parts[0], parts[1], parts[2])
        if len(parts) > 1 and parts[-1].endswith(FILES) and (version := self._version(parts[0], parts[1])):
            standing = self._standing if parts[-1].endswith(".json") else self._lines
            return digest(self.common, self._whole[version], standing[version], "/".join(parts))
        return self._of_work(parts[0])

    def _of_two(self, kind: str, work: str, rest: str) -> str:
        """A page that stands under the name of its kind: a comparison, findings, what an instrument reaches, an ask."""
        if kind == "compare" and "..." in rest:
            before, _, after = rest.partition("...")
            ends = [self._version(work, before), self._version(work, after)]
            if all(ends):
                return digest(*self._compared(work, ends, after), rest)
        return self._of_work(work) and digest(self._of_work(work), kind, rest)

    def _compared(self, work: str, ends: Sequence[str], after: str) -> Iterator[str]:
        """What a comparison in one of its forms, which the end of its address names, is made from."""
        yield from (self.common, self.rows.comparisons.get("...".join(ends), ""), *(self._whole[end] for end in ends))
        if after.endswith((".csv", ".xlsx")):
            yield from (self._lines[end] for end in ends)
        elif f"{work}@{after}" == ends[1]:
            yield from (*(self._standing[end] for end in ends), self._touching(work, ends[1]), self._list(work))

    def _version(self, work: str, name: str) -> str:
        """The version that a part of an address names, with the end of a file or without; empty where there is none."""
        known = (f"{work}@{each}" for each in (name, name.rpartition(".")[0]))
        return next((each for each in known if each in self._whole), "")

    # ---- of what a digest is made ------------------------------------------------------------

    @cached_property
    def _whole(self) -> dict[str, str]:
        """Every version with the texts that its pages show something of."""
        related: dict[str, set[str]] = defaultdict(set)
        for sql in _RELATED:
            for one, other in self.connection.execute(sql):
                related[one].add(other)
        known = {
            version.id: (self.rows.versions[version.id], self.rows.works[version.work_id]) for version in self.versions
        }
        return {
            name: digest(*own, *(part for each in sorted(related[name]) for part in known.get(each, ())))
            for name, own in known.items()
        }

    @cached_property
    def _standing(self) -> dict[str, str]:
        """What is said over every version on the day, the day itself apart."""
        current = {version.work_id: self._current(version.work_id) for version in self.versions}
        return {version.id: digest(repr(self._over[version.id]), current[version.work_id]) for version in self.versions}

    @cached_property
    def _lines(self) -> dict[str, str]:
        """The same in the lines of a document, which do not name the text that counts on the day."""
        return {name: digest(*line.lines()) for name, line in self._over.items()}

    @cached_property
    def _over(self) -> dict[str, StatusLine]:
        return {version.id: self._status(version) for version in self.versions}

    def _status(self, version: VersionRow) -> StatusLine:
        line = status_line(self.connection, version, None, (), self.day)
        cautions = tuple(each for each in line.now.cautions if each not in line.now.looked)
        return replace(line, now=replace(line.now, as_at="", cautions=cautions, looked=()))

    def _current(self, work: str) -> str:
        """The version of a work that counts on the day; empty where none does."""
        found = dated.standing(self.connection, work, self.day)
        return found.id if found else ""

    @cached_property
    def _histories(self) -> "dict[str, dict[str, _Told]]":
        """By work and provision the digests of its history; those of one lineage share them."""
        made: dict[str, dict[str, _Told]] = {}
        for work in {version.work_id for version in self.versions}:
            found = histories(self.connection, work)
            known = {number: _Told(history) for number, history in {id(each): each for each in found.values()}.items()}
            made[work] = {provision: known[id(history)] for provision, history in found.items()}
        return made

    @cached_property
    def _named(self) -> dict[int, set[str]]:
        """By lineage the statements that name it."""
        found: dict[int, set[str]] = defaultdict(set)
        for lineage, _, said in self.connection.execute(_NAMED):
            found[lineage].add(said)
        return found

    def _statement(self, version: str) -> str:
        return self._statements.get(version, self.rows.versions[version])

    @cached_property
    def _statements(self) -> dict[str, str]:
        """By version of a statement what other pages show of it, its asks as they are understood now among it."""
        said = {each for named in self._named.values() for each in named}
        asked = {each: repr(asks.of_version(self.connection, each)) for each in said}
        return {each: digest(self._whole[each], words) for each, words in asked.items()}

    def _touching(self, work: str, version: str) -> str:
        return repr(touching(self.connection, work, version)) if self._asked else ""

    @cached_property
    def _asked(self) -> bool:
        return query.one(self.connection, "select 1 from asks limit 1") is not None

    def _list(self, work: str) -> str:
        """The versions of a work as a page lists them."""
        return repr([(each.id, each.label, each.status) for each in self.versions if each.work_id == work])

    @cached_property
    def _works(self) -> dict[str, str]:
        """Every work with all that belongs to it, to its neighbours, and to statements."""
        own = {work: [self.rows.works[work], self.rows.news.get(work, "")] for work in self._kinds}
        for version in self.versions:
            own[version.work_id] += [self._whole[version.id], self._standing[version.id]]
        for pair, row in self.rows.comparisons.items():
            own[_work(pair)].append(row)
        made = {work: digest(*parts, self.said[work]) for work, parts in own.items()}
        beside = self._beside(made)
        statements = digest(*(made[each] for each in sorted(made) if self._is_said(each)))
        everything = digest(*(made[each] for each in sorted(made)))
        return {
            work: digest(*(made[each] for each in sorted({work, *beside[work]})), statements)
            if not self._is_said(work)
            else digest(work, everything)
            for work in made
        }

    def _beside(self, works: Iterable[str]) -> Mapping[str, set[str]]:
        known, beside = set(works), defaultdict[str, set[str]](set)
        for sql in (*_RELATED, *_NEIGHBOURS):
            for row in self.connection.execute(sql):
                pair = {_work(str(value)) for value in row} & known
                for each in pair:
                    beside[each] |= pair
        return beside

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {row["id"]: row["kind"] or "" for row in query.rows(self.connection, "select id, kind from works")}

    def _is_said(self, work: str) -> bool:
        """Whether a work is a statement: its pages show which codes answered it, and who else signed."""
        return self._kinds[work] not in ("code", "amendment")

    def _of_work(self, work: str) -> str:
        made = self._works.get(work)
        return digest(self.common, made) if made else ""


class _Told:
    """A history digested: `all` of it, as data have it, and as a page of a version tells it.

    A page leaves out what keeling computed without a change of the provision, but for the version shown.
    """

    def __init__(self, history: Sequence[EventRow]) -> None:
        self.history = history
        self.texts = {id(event): repr(event) for event in history}
        self.all = digest(*self.texts.values()) if history else ""
        self.computed = {event.version_id for event in history if event.derived}
        self.published = self._told("") if history else ""

    def told(self, version: str) -> str:
        """The digest of what a page of a version tells."""
        return self._told(version) if version in self.computed else self.published

    def _told(self, version: str) -> str:
        published = (self.texts[id(event)] for event in self.history if not event.derived)
        told = (self.texts.get(id(event)) or repr(event) for event in provisions.told(self.history, version))
        return digest(*published, "", *told)


_NONE = _Told(())


def _work(name: str) -> str:
    """The work in the id of a version, of a comparison, or of itself."""
    return name.partition("@")[0]


def _said(connection: sqlite3.Connection) -> Mapping[str, str]:
    """By work, what people wrote about it beside the database: decisions on a statement's asks, notes on provisions,
    records of what they do, which may be about any code.
    """
    found: dict[str, str] = defaultdict(str)
    file = next(row[2] for row in connection.execute("pragma database_list") if row[1] == "main")
    for decision in decisions.known(connection, Path(file).parent / decisions.FILE):
        found[decision.ask.partition("/")[0]] += f"{replace(decision, where='')!r}\n"
    for note in notes.read(Path(file).parent / notes.FILE):
        found[note.source.partition("@")[0]] += f"{note!r}\n"
    kept = "\n".join(path.read_text("utf-8", "replace") for path in record_files(connection))
    for row in query.rows(connection, "select id from works where kind in ('code', 'amendment')") if kept else ():
        found[row["id"]] += kept
    return found
