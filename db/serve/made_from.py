"""What each page of a published site is made from, as a digest: a page whose digest is as before is not made again.

The rows of every version, comparison and work are digested once. A page then names those that it shows:

- a provision and its other forms: its version, the texts that this refers to or was computed from, the standing of the
  version on the day, the history of its own lineage, the statements that name it or what stands below it, the notes.
  Its digest has three parts: the citations are made from less than the page, the data of more;
- a text that was replaced names only what replaced it: its provisions, itself and its findings are made from no later
  text, and what others say only where they say it of this very text;
- what became of a number: the histories of all that had it; the way to a text of today: where it leads;
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

from db.ask import asks, dated, query
from db.ask.provisions import History, by_number
from db.ask.rows import VersionRow
from db.ask.status_line import IN_FORCE, StatusLine, address_to_today, page_line
from db.ask.touched import touching
from db.ask.words import path
from db.serve.earlier import Earlier, Known
from db.serve.histories import histories as of_work
from db.serve.leading import Leading, address, to_today, unchanged, way
from db.serve.left_alone import Same, left_alone
from db.serve.naming import Naming
from db.serve.row_digests import RowDigests, digest
from db.serve.told import Told
from db.serve.written_beside import noted_on, said_of
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
FILES = (".md", ".json", ".xml", ".docx", ".csv", ".xlsx")
_PROVISIONS = (
    "select p.id, p.slug, p.label, p.position, p.last, p.lineage from versions v"
    " cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions where v.id = :v"
    " order by p.rowid"
)


class MadeFrom:
    """The digests of a site's pages as at a day; `common` is what every page is made with, `earlier` what is there."""

    def __init__(self, connection: sqlite3.Connection, common: str, day: str, earlier: Earlier) -> None:
        self.connection, self.common, self.day, self.earlier = connection, common, day, earlier
        self.rows = RowDigests(connection, day)
        self.versions = query.versions_where(connection, "true order by v.work_id, v.position")
        self.said, self.noted = said_of(connection), noted_on(connection)
        self._below: dict[str, set[str]] = {}

    def key(self, address: str) -> str:
        """The digest of a page by its address; empty for one that is made every time."""
        found = self.provisions.get(address) or self.numbers.get(address)
        if not found and (led := self.leading.get(address)):
            found = digest(self.common, repr(led))
        return found or self._other(address.strip("/").split("/"))

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
        for known in self._known.values():
            made |= known.provisions
        for version in (each for each in self.versions if each.work_id not in self._known):
            made |= self._provisions(version)
        return made

    @cached_property
    def marks(self) -> dict[str, str]:
        """By work, a digest of all that the pages of its provisions and numbers are made from."""
        placed: dict[str, list[str]] = defaultdict(list)
        for version in self.versions:
            placed[version.work_id].append(f"{version.id} {version.position}")
        return {work: digest(self._of_work(work), self._currents[work], *known) for work, known in placed.items()}

    @cached_property
    def _known(self) -> dict[str, Known]:
        """What is known of the works that are as they were."""
        found = {work: self.earlier.known(work, mark) for work, mark in self.marks.items()}
        return {work: known for work, known in found.items() if known}

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

    @cached_property
    def leading(self) -> dict[str, Leading]:
        """The pages that lead on: of what instruments leave alone, and of what changed up to today."""
        found = {
            path(version.id, slug): unchanged(version, same)
            for version in self.versions
            for slug, same in self._left_alone[version.id].items()
        }
        known = {version.id: version for version in self.versions}
        made = {address((known[before], known[after])) for before, after in self.pairs}
        for version in (each for each in self.versions if each.id in self.replaced):
            current = known.get(self._currents[version.work_id])
            newest = (
                current or [each for each in self.versions if each.work_id == version.work_id and not each.derived][-1]
            )
            found[address_to_today(version)] = to_today(version, current, way((version, newest), known, made))
        return found

    @cached_property
    def replaced(self) -> dict[str, VersionRow]:
        """The versions that were replaced for good, each with what took its place."""
        return {name: line.replaced for name, line in self._over.items() if line.replaced}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """By address, of works with a text that was replaced: what became of each number, and the way to it today."""
        made: dict[str, str] = {}
        for known in self._known.values():
            made |= known.numbers
        assert self.provisions is not None  # who is named below a provision is found with these
        for work in {version.work_id for version in self.versions if version.id in self.replaced} - self._known.keys():
            current = self._currents[work]
            made[path(f"{work}@{IN_FORCE}")] = digest(self.common, IN_FORCE, current)
            for slug, found in by_number(self.histories[work]).items():
                if any(event.slug == slug and event.label and not event.derived for each in found for event in each):
                    made.update(self._number(work, slug, found, current))
        return made

    def _number(self, work: str, slug: str, found: Sequence[History], current: str) -> Iterator[tuple[str, str]]:
        """The pages of one number."""
        standing = [next((event for event in each if event.version_id == current), None) for each in found]
        stands = [event.id if event else "" for event in standing]
        labels = [event.label or "" for event in standing if event]
        named = [event.heading for event in standing if event]
        said = {name for each in found for event in each for name in self._below.get(event.id, ())}
        known = (self.rows.works[work], *(self._told[id(each)].changed for each in found))
        there = [str(bool(each)) for each in stands]
        now = stands if len(found) > 1 or self.said[work] else there
        words = (*known, *labels, *named, *now, self.said[work])
        page = digest(self.common, *words, *(self._statement(each) for each in sorted(said)))
        yield f"/{work}/history/{slug}", page
        yield f"/{work}/history/{slug}.json", digest(self.common, "json", *known, *labels, *there)
        yield path(f"{work}@{IN_FORCE}", slug), digest(self.common, slug, *stands)

    def _provisions(self, version: VersionRow) -> dict[str, str]:
        rows = self.connection.execute(_PROVISIONS, {"v": version.id}).fetchall()
        named = [(row["position"], row["lineage"]) for row in rows if row["lineage"] in self._naming.lineage]
        places = [place for place, _ in named]
        cited = digest(self.common, self._whole[version.id])
        whole = digest(cited, self._standing[version.id])
        histories, later = self.histories[version.work_id], self.replaced.get(version.id)
        noted = self.noted[version.id] if later else self.said[version.work_id]
        made = {}
        for row in (row for row in rows if row["label"] and row["slug"] not in self._left_alone[version.id]):
            below = named[bisect_left(places, row["position"]) : bisect_right(places, row["last"])]
            said = {each for _, lineage in below for each in self._naming.lineage[lineage]}
            if said:
                self._below[row["id"]] = said
                said &= self._naming.here[version.id] if later else said
            history = self._told[id(histories.get(row["id"], _NONE))]
            known = digest(whole, *(self._statement(each) for each in sorted(said))) if said else whole
            told = history.upto(later.position) if later else history.told(version.id)
            page = digest(known, told, noted)
            data = page if later else f"{known}{history.all}"
            made[path(version.id, row["slug"])] = f"{cited} {page} {data}"
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
        if len(parts) == 2 and (version := f"{parts[0]}@{parts[1]}") in self._settled:
            return digest(self.common, self._settled[version], self._standing[version])
        return self._of_work(parts[0])

    def _of_two(self, kind: str, work: str, rest: str) -> str:
        """A page that stands under the name of its kind: a comparison, findings, what an instrument reaches, an ask."""
        if kind == "compare" and "..." in rest:
            before, _, after = rest.partition("...")
            ends = [self._version(work, before), self._version(work, after)]
            if all(ends):
                return digest(*self._compared(work, ends, after), rest)
        if kind == "lint" and (version := self._version(work, rest)) in self._settled:
            asked = self._touching(work, version), self.said[work]
            return digest(self.common, self._settled[version], *asked, kind, rest)
        return self._of_work(work) and digest(self._of_work(work), kind, rest)

    def _compared(self, work: str, ends: Sequence[str], after: str) -> Iterator[str]:
        """What a comparison in one of its forms, which the end of its address names, is made from."""
        yield from (self.common, self.rows.comparisons.get("...".join(ends), ""), *(self._whole[end] for end in ends))
        if after.endswith((".csv", ".xlsx")):
            yield from (self._lines[end] for end in ends)
        elif f"{work}@{after}" == ends[1]:
            yield self._touching(work, ends[1])

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
        """What is said over every version on the day, the day itself apart; only over one that was not replaced for
        good does it depend on the text that counts.
        """
        return {
            version.id: digest(repr(_without_row(over)), "" if over.replaced else self._currents[version.work_id])
            for version in self.versions
            for over in (self._over[version.id],)
        }

    @cached_property
    def _settled(self) -> dict[str, str]:
        """The codes that were replaced for good, each with the text before it and what changed from that."""
        return {
            version.id: digest(
                self._whole[version.id],
                self._whole.get(version.previous_id or "", ""),
                self.rows.comparisons.get(f"{version.previous_id}...{version.id}", ""),
            )
            for version in self.versions
            if version.id in self.replaced and version.kind == "code"
        }

    @cached_property
    def _lines(self) -> dict[str, str]:
        """The same in the lines of a document, which do not name the text that counts on the day."""
        return {name: digest(*line.lines()) for name, line in self._over.items()}

    @cached_property
    def _over(self) -> dict[str, StatusLine]:
        return {version.id: self._status(version) for version in self.versions}

    def _status(self, version: VersionRow) -> StatusLine:
        line = page_line(self.connection, version, None, (), self.day)
        cautions = tuple(each for each in line.now.cautions if each not in line.now.looked)
        return replace(line, now=replace(line.now, as_at="", cautions=cautions, looked=()))

    @cached_property
    def _currents(self) -> dict[str, str]:
        """By work the version that counts on the day; empty where none does."""
        found = {
            work: dated.standing(self.connection, work, self.day)
            for work in dict.fromkeys(version.work_id for version in self.versions)
        }
        return {work: current.id if current else "" for work, current in found.items()}

    @cached_property
    def histories(self) -> dict[str, dict[str, History]]:
        """By work and provision its history, of works that are not as they were."""
        return {work: of_work(self.connection, work) for work in self._currents if work not in self._known}

    @cached_property
    def _told(self) -> dict[int, Told]:
        """The digests of each history."""
        every = {id(each): each for found in self.histories.values() for each in found.values()}
        return {number: Told(history) for number, history in every.items()} | {id(_NONE): Told(_NONE)}

    @cached_property
    def _left_alone(self) -> dict[str, Mapping[str, Same]]:
        """By version what the instruments that it is computed with leave alone, by its address."""
        return {version.id: left_alone(self.connection, version) for version in self.versions}

    @cached_property
    def _naming(self) -> Naming:
        """Which statements name what."""
        return Naming(self.connection)

    def _statement(self, version: str) -> str:
        return self._statements.get(version, self.rows.versions[version])

    @cached_property
    def _statements(self) -> dict[str, str]:
        """By version of a statement what other pages show of it, its asks as they are understood now among it."""
        said = {each for named in self._naming.lineage.values() for each in named}
        asked = {each: repr(asks.of_version(self.connection, each)) for each in said}
        return {each: digest(self._whole[each], words) for each, words in asked.items()}

    def _touching(self, work: str, version: str) -> str:
        return repr(touching(self.connection, work, version)) if self._asked else ""

    @cached_property
    def _asked(self) -> bool:
        return query.one(self.connection, "select 1 from asks limit 1") is not None

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


_NONE = History()


def _work(name: str) -> str:
    """The work in the id of a version, of a comparison, or of itself."""
    return name.partition("@")[0]


def _without_row(line: StatusLine) -> StatusLine:
    """A status line without the row of what replaced the text: it says all of it that a page shows."""
    return replace(line, band=replace(line.band, replaced=None)) if line.band else line
