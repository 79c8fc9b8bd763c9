"""What statements ask for: who asks, whom, which provisions they name, and which text of the code stood then."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from corpus.citation import label_key, label_slug
from db.ask import query
from db.ask.query import Row
from db.ask.rows import VersionRow
from db.ask.words import label_words

State = Literal["stands", "later", "gone", "reserved", "never"]
NAME_WORDS: dict[State, str] = {
    "stands": "stood then",
    "later": "came later",
    "gone": "had gone by then",
    "reserved": "is a number set aside",
    "never": "no version that keeling has read has it",
}
_NUMBER = r"[A-Z]{1,2}\d{1,3}(?:\.\d{1,3})*(?:\([a-z0-9]{1,4}\))*(?!\w)"
_BARE = re.compile(rf"(?<![\w./-])(?:(?P<code>[A-Z][A-Za-z\d&-]*[A-Z])\s+)?(?P<number>{_NUMBER})")
"""A number without its code's prefix, with capitals before it: those of another code make it that code's number."""
_PLACE = re.compile(
    r"\b(?:tables?|annex(?:es)?|appendi(?:x|ces)|figures?|box(?:es)?|charts?|questions?|schedules?|forms?|volumes?)\s+$",
    re.IGNORECASE,
)
"""Words that make a number behind them that of something else: `Table C6` is no measure."""
_JOINED = re.compile(r"\s*(?:[,;/&–-]|and|or|to)?\s*(?:and|or)?\s*")
_TERM = re.compile(
    r"\bdefinitions?\s+of\s+(?:an?\s+|the\s+)?[“\"'‘]?(?P<term>[a-z][\w -]{2,40}?)[”\"'’,.;:]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """A provision that an ask names, and whether the text that stood then had it."""

    label: str
    work: str
    state: State

    @property
    def words(self) -> str:
        """The label, with what is to be said of it."""
        named = label_words(self.label)
        return named if self.state == "stands" else f"{named} ({NAME_WORDS[self.state]})"


@dataclass(frozen=True)
class Ask:
    """One ask of a statement. `date` is that of the statement: a day, a month, a year, or empty.

    `works` are the codes it concerns, for the reason `because`; `stood` is, of each of them that had one, the
    published version that stood on the date.
    """

    id: str
    statement: str
    version: str
    title: str
    date: str
    position: int
    num: str | None
    heading: str | None
    text: str
    whom: str | None
    form: str
    issuer: str | None
    organisations: tuple[str, ...]
    names: tuple[Name, ...]
    works: tuple[str, ...]
    because: str
    stood: tuple[str, ...]

    @cached_property
    def path(self) -> str:
        """The address of its page."""
        return f"/asks/{self.id}"

    @property
    def words(self) -> str:
        """Heading and text."""
        return "\n".join(part for part in (self.heading, self.text) if part)

    @property
    def who(self) -> str:
        """Who asks, in a few words."""
        return self.issuer or ", ".join(self.organisations[:3]) or self.title

    @property
    def uncertain(self) -> str:
        """What the date leaves open, in a sentence."""
        if not self.date:
            return "The statement has no date: which text stood then is not known."
        if len(self.date) == 10 or not any(version.partition("@")[2][:7] == self.date[:7] for version in self.stood):
            return ""
        return "The statement states no day: the version named came within its month and may be younger."


def every(connection: sqlite3.Connection, work: str = "") -> list[Ask]:
    """The asks of the newest version of every statement (or of what one code or statement has), oldest first."""
    found = query.kept(connection, ("asks",), lambda: _every(connection))
    return [ask for ask in found if not work or work in (ask.statement, *ask.works)]


def _every(connection: sqlite3.Connection) -> tuple[Ask, ...]:
    return tuple(ask for row in _statements(connection) for ask in _of_statement(connection, row))


def one(connection: sqlite3.Connection, ask_id: str) -> Ask | None:
    """The ask with this id, `work/ordinal`."""
    work, _, _ = ask_id.rpartition("/")
    known = [row for row in _statements(connection) if row["work_id"] == work]
    return next((ask for row in known for ask in _of_statement(connection, row) if ask.id == ask_id), None)


def of_version(connection: sqlite3.Connection, version: str) -> list[Ask]:
    """The asks of one version of a statement; none where a newer one stands in its place."""
    known = [row for row in _statements(connection) if row["id"] == version]
    return [ask for row in known for ask in _of_statement(connection, row)]


def _statements(connection: sqlite3.Connection) -> list[Row]:
    return query.rows(
        connection,
        "select v.id, v.work_id, v.date, v.title, w.title as work_title, s.issuer, s.addressee from versions v"
        " join statements s on s.version_id = v.id join works w on w.id = v.work_id"
        " where v.position = (select max(position) from versions x where x.work_id = v.work_id)"
        " and exists (select 1 from asks a where a.version_id = v.id) order by v.date, v.id",
    )


def _of_statement(connection: sqlite3.Connection, row: Row) -> list[Ask]:
    own = query.rows(connection, "select * from asks where version_id = :v order by position", v=row["id"])
    cited = query.rows(
        connection,
        "select target, text from cross_references where version_id = :v and kind = 'external' order by rowid",
        v=row["id"],
    )
    codes = _codes(connection)
    signed = _organisations(connection, row["id"])
    said = _words(connection, row["id"])
    return [_ask(connection, row, each, (codes, cited, said), signed) for each in own]


def _ask(
    connection: sqlite3.Connection,
    row: Row,
    own: Row,
    around: tuple[Sequence[Row], Sequence[Row], str],
    organisations: tuple[str, ...],
) -> Ask:
    codes, cited, said = around
    words = "\n".join(part for part in (own["heading"], own["text"]) if part)
    works, because = _concerned(words, said, codes, cited)
    stood = tuple(found.id for work in works if (found := stood_on(connection, work, row["date"])))
    named = [(work, label) for work, label in _cited(words, cited)]
    named += _bare(connection, words, works, named)
    return Ask(
        id=f"{row['work_id']}/{own['position']}", statement=row["work_id"], version=row["id"], title=row["work_title"],
        date=row["date"] if re.match(r"\d{4}", row["date"]) else "", position=own["position"], num=own["num"],
        heading=own["heading"], text=own["text"], whom=own["whom"], form=own["form"], issuer=row["issuer"],
        organisations=organisations or ((row["issuer"],) if row["issuer"] else ()),
        names=tuple(_name(connection, work, label, stood) for work, label in dict.fromkeys(named)),
        works=works, because=because, stood=stood,
    )  # fmt: skip


def _organisations(connection: sqlite3.Connection, version: str) -> tuple[str, ...]:
    """Who signed as or for an organisation, in order."""
    sql = "select name, organisation, kind from signatories where version_id = :v order by position"
    found = query.rows(connection, sql, v=version)
    names = (row["name"] if row["kind"] == "organisation" else row["organisation"] for row in found)
    return tuple(dict.fromkeys(name for name in names if name))


def _words(connection: sqlite3.Connection, version: str) -> str:
    sql = (
        "select t.heading, t.text from versions v cross join provisions p"
        " on p.rowid between v.place + 1 and v.place + v.provisions"
        " join texts t on t.id = p.text_id where v.id = :v order by p.rowid"
    )
    return "\n".join(f"{row['heading']}\n{row['text']}" for row in query.rows(connection, sql, v=version))


def _codes(connection: sqlite3.Connection) -> list[Row]:
    return query.rows(connection, "select id, title, prefix from works where kind = 'code' order by id")


def _concerned(words: str, said: str, codes: Sequence[Row], cited: Sequence[Row]) -> tuple[tuple[str, ...], str]:
    """The codes an ask concerns, and why: named in its words, in its statement, by title, else every code."""
    known = {row["id"] for row in codes}
    steps = (
        ("it names their provisions", [work for work, _ in _cited(words, cited)]),
        ("it names them", _titled(words, codes)),
        ("its statement names their provisions", [row["target"].partition("#")[0] for row in cited]),
        ("its statement names them", _titled(said, codes)),
    )
    for because, works in steps:
        found = tuple(dict.fromkeys(work for work in works if work in known))
        if found:
            return found, because
    return tuple(row["id"] for row in codes), "it names no code: every code is looked through"


def _titled(text: str, codes: Sequence[Row]) -> list[str]:
    """Codes whose title, with or without the services it is for, stands in a text."""
    plain = re.sub(r"\W+", " ", text).lower()
    found = []
    for row in codes:
        title = re.sub(r"\W+", " ", re.sub(r"\s+for\s+[\w-]+(?:\s+services)$", "", row["title"])).lower()
        found += [row["id"]] if title and title in plain else []
    return found


def _cited(words: str, cited: Iterable[Row]) -> list[tuple[str, str]]:
    """Work and label of each citation whose words stand in these."""
    return [
        (work, label)
        for row in cited
        for work, _, label in (row["target"].partition("#"),)
        if label and (_stands_in(row["text"], words) or _stands_in(label, words))
    ]


def _stands_in(citation: str, words: str) -> bool:
    """Whether a citation stands in words whole: PCU C11 does not stand in PCU C11.7."""
    return bool(citation) and re.search(rf"(?<!\w){re.escape(citation)}(?![\w(]|\.\d)", words) is not None


def without_citations(ask: Ask) -> str:
    """The words of an ask without the numbers it cites: these name, they tell nothing of the matter."""
    words = ask.words
    for name in ask.names:
        words = re.sub(re.escape(name.label), " ", words, flags=re.IGNORECASE)
    return _BARE.sub(" ", words)


def _bare(
    connection: sqlite3.Connection, words: str, works: Sequence[str], known: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Labels without their code's prefix (`C6.1`), of a code concerned that has them; and terms by their definition."""
    have = {label_key(label) for _, label in known}
    found = []
    for work in works:
        prefix = query.work(connection, work) or {}
        own = prefix.get("prefix")
        labels = [f"{own} {number}" for number in (*_numbers(words, own), *_small(words, own))] if own else []
        labels += [f"Definition/{match['term'].strip()}" for match in _TERM.finditer(words)]
        for label in labels:
            standing = _printed(connection, work, label)
            if standing and label_key(standing) not in have:
                found.append((work, standing))
    return found


def _numbers(words: str, own: str) -> Iterator[str]:
    """Numbers that may be this code's: none behind another's prefix or `Table`, nor one joined to such (`ICU C7, C8`).

    Capitals are but a word where all is in capitals.
    """
    other, last = False, 0
    for found in _BARE.finditer(words):
        joined = _JOINED.fullmatch(words, last, found.start()) is not None
        if found["code"]:
            other = found["code"] != own and not words.isupper()
        else:
            other = (other and joined) or _PLACE.search(words[: found.start()]) is not None
        last = found.end()
        if not other:
            yield found["number"]


def _small(words: str, own: str) -> list[str]:
    """Numbers behind this code's prefix in whatever letters, as people write in mails: `pcu c6.1(b)`."""
    return re.findall(rf"\b{re.escape(own)}\s+({_NUMBER})", words, re.IGNORECASE)


def _printed(connection: sqlite3.Connection, work: str, label: str) -> str | None:
    """A label as the newest version of a work that has it prints it; of a term its definition's."""
    if label.startswith("Definition/"):
        sql = (
            "select p.label from definitions d join provisions p on p.id = d.provision_id join versions v"
            " on v.id = d.version_id where d.term = :term and v.work_id = :w order by v.position desc, p.rowid limit 1"
        )
        row = query.one(connection, sql, w=work, term=label.removeprefix("Definition/"))
        return row["label"] if row else None
    known = having(connection, work, label)
    return known[-1]["label"] if known else None


def having(connection: sqlite3.Connection, work: str, label: str) -> list[Row]:
    """The provisions of a work with a label, in the order of the versions that have it."""
    sql = (
        "select p.version_id, p.label, p.lineage, v.status, v.position from versions v cross join provisions p"
        " on p.id = v.id || '/' || :slug where v.work_id = :w order by v.position"
    )
    found = query.rows(connection, sql, w=work, slug=label_slug(label))
    return [row for row in found if row["label"] and label_key(row["label"]) == label_key(label)]


def _name(connection: sqlite3.Connection, work: str, label: str, stood: Sequence[str]) -> Name:
    """A name with its state: whether the version that stood has the label, another has, it is reserved, or none has."""
    known = [row for row in having(connection, work, label) if row["status"] != "derived"]
    then = next((v for v in stood if v.partition("@")[0] == work), None)
    if any(row["version_id"] == then for row in known):
        return Name(label, work, "stands")
    if _is_reserved(connection, work, label):
        return Name(label, work, "reserved")
    if not known:
        return Name(label, work, "never")
    read = query.version(connection, then) if then else None
    before = read.position if read else 0
    return Name(label, work, "gone" if known[-1]["position"] < before else "later")


def _is_reserved(connection: sqlite3.Connection, work: str, label: str) -> bool:
    """Whether a version of a work, or of an instrument that amends it, sets this number aside."""
    sql = (
        "select r.label from reserved r join versions v on v.id = r.version_id join works w on w.id = v.work_id"  # noqa: S608
        f" where (w.id = :w or {query.AMENDING}) and r.label = :label collate nocase"
    )
    return query.one(connection, sql, w=work, label=label) is not None


def stood_on(connection: sqlite3.Connection, work: str, day: str) -> VersionRow | None:
    """The newest published version (laid, issued or in force) of a work that a day, month or year can have known."""
    if not re.match(r"\d{4}", day):
        return None
    known = [row for row in query.versions(connection, work) if row.status != "derived" and row.date]
    begun = [row for row in known if row.date <= f"{day}~" and re.match(r"\d{4}", row.date)]
    return begun[-1] if begun else None
