"""How to cite a provision: the official document first, then keeling's copy of it with its digest.

Forms: plain words, OSCOLA (4th edition, 3.4.8: reports and other documents found online), BibTeX, RIS and CSL-JSON.
The day of access is the day on which keeling last saw the document's bytes, so that a citation does not change
with the day it is copied.
"""

import json
import re
import sqlite3
from dataclasses import dataclass

from db.ask import instruments, query
from db.ask.rows import ProvisionRow, VersionRow
from db.ask.words import SEEN, day_words, label_words, status_words

FORMS = {"plain": "Plain", "oscola": "OSCOLA", "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}


@dataclass(frozen=True, slots=True)
class Official:
    """A document as its publisher issued it. `day` and `accessed` are ISO 8601; what is not known is empty.

    `place` is a web address, or the name of a local file; `digest` the SHA-256 of the bytes that keeling read.
    """

    publisher: str
    title: str
    day: str
    status: str
    place: str
    accessed: str
    digest: str

    @property
    def url(self) -> str:
        """The web address; empty where the document came from a file."""
        return self.place if self.place.startswith("http") else ""

    def named(self) -> str:
        """Publisher, title and day."""
        by = f"{self.publisher}, " if self.publisher else ""
        return f"{by}{self.title} ({_day(self.day)})"

    def found(self) -> str:
        """Where the document was found, and when last."""
        if not self.url:
            return f"from the file {self.place.removeprefix('file:')}" if self.place else ""
        return f"<{self.url}>" + (f" accessed {day_words(self.accessed)}" if self.accessed else "")


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision in a version. `page` is the printed document's; `amended` the documents whose amendments a computed
    text has made; `permalink` is empty where nobody else could follow it; `wording` the SHA-256 of the words.
    """

    key: str
    official: Official
    pinpoint: str
    page: int | None
    amended: tuple[Official, ...]
    computed: bool
    illustrative: bool
    version: str
    permalink: str
    wording: str

    def copy(self, digits: int = 64) -> str:
        """Keeling's copy: where, of which bytes."""
        where = f"at <{self.permalink}>" if self.permalink else f"as {self.version}"
        kind = "computed" if self.computed else "reproduced"
        digest, what = (self.wording, "wording") if self.computed else (self.official.digest, "document")
        said = f"{kind} by keeling {where}, unofficial"
        return f"{said}; SHA-256 of the {what} {digest[:digits]}{'…' if digits < len(digest) else ''}"

    def amendments(self) -> str:
        """The amendments that a computed text has made; empty for a published one."""
        named = "; ".join(" ".join(filter(None, (each.named(), each.found()))) for each in self.amended)
        return f"as it would read with the amendments made by {named}" if named else ""

    def plain(self) -> str:
        """One sentence for any text."""
        note = self._note_on_text()
        parts = (self.official.named(), self.pinpoint, self._page("page "), self.official.status, self.official.found())
        return ", ".join(filter(None, (*parts, self.amendments(), note))) + f" ({self.copy()})"

    def oscola(self) -> str:
        """A footnote as OSCOLA has it, with the beginning of the digest."""
        head = " ".join(filter(None, (self.official.named(), self.pinpoint)))
        pages = f", {self.page}" if self._page() else ""
        rest = "".join(f", {part}" for part in (self.amendments(), self._note_on_text()) if part)
        return f"{' '.join(filter(None, (head + pages, self.official.found())))}{rest} ({self.copy(12)})"

    def bibtex(self) -> str:
        """An entry for BibTeX or biblatex; `urldate` is biblatex's."""
        fields = {
            "author": f"{{{_braced(self.official.publisher or 'Unknown')}}}",
            "title": _braced(self._title()),
            "year": self.official.day[:4] if self.official.day[:4].isdigit() else "",
            "pages": self._page(),
            "note": _braced(self._note()),
            "url": self.official.url or self.permalink,
            "urldate": self.official.accessed if self.official.url else "",
        }
        said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{{self.key},\n{said}\n}}"

    def ris(self) -> str:
        """A record for reference managers; lines end as the format asks, with CR and LF."""
        day = self.official.day.replace("-", "/") if self.official.day[:4].isdigit() else ""
        fields = [
            ("TY", "GOVDOC"), ("ID", self.key), ("AU", self.official.publisher), ("TI", self._title()),
            ("PB", self.official.publisher), ("PY", day[:4]), ("DA", day), ("SP", self._page()),
            ("UR", self.official.url), ("Y2", self.official.accessed.replace("-", "/") if self.official.url else ""),
            ("L2", self.permalink), ("DB", "keeling"), ("N1", self._note()),
        ]  # fmt: skip
        return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields if value) + "ER  - \r\n"

    def csl(self) -> str:
        """CSL-JSON: a list with one item."""
        made = {
            "id": self.key,
            "type": "report",
            "title": self._title(),
            "author": [{"literal": self.official.publisher}] if self.official.publisher else None,
            "publisher": self.official.publisher,
            "issued": _parts(self.official.day),
            "accessed": _parts(self.official.accessed) if self.official.url else None,
            "page": self._page(),
            "section": self.pinpoint,
            "URL": self.official.url or self.permalink,
            "archive": "keeling",
            "archive_location": self.permalink or self.version,
            "note": self._note(),
        }
        stated = (f"    {_json(name)}: {_json(value)}" for name, value in made.items() if value)
        return "[\n  {\n" + ",\n".join(stated) + "\n  }\n]\n"

    def form(self, name: str) -> str:
        """The citation in one of FORMS."""
        made: str = getattr(self, name)()
        return made

    def _page(self, before: str = "") -> str:
        return f"{before}{self.page}" if self.page and not self.computed else ""

    def _note_on_text(self) -> str:
        return "illustrative text, not the regulator’s wording" if self.illustrative else ""

    def _title(self) -> str:
        return ", ".join(filter(None, (self.official.title, self.pinpoint)))

    def _note(self) -> str:
        note = self._note_on_text()
        place = "" if self.official.url else self.official.found()
        parts = (_day(self.official.day), self.official.status, place, self.amendments(), note, self.copy())
        return "; ".join(filter(None, parts))


def cited(
    connection: sqlite3.Connection, row: ProvisionRow, version: VersionRow, permalink: str, wording: str
) -> Citation:
    """The citation of a provision in a version; `wording` is the SHA-256 of its words."""
    made = instruments.consolidation(connection, version.id)
    base = query.version(connection, made.base_id) if made else version
    by = [query.version(connection, each) for each in (made.instruments if made else ())]
    pinpoint = label_words(row.label)
    key = re.sub(r"[^a-z0-9]+", "-", f"{version.id}-{row.slug}".lower()).strip("-")
    return Citation(
        key=key,
        official=_official(connection, base or version),
        pinpoint=pinpoint or "text without a number",
        page=row.page,
        amended=tuple(_official(connection, each) for each in by if each) if made else (),
        computed=made is not None or version.status == "derived",
        illustrative=bool(version.illustrative),
        version=f"{version.id} {pinpoint}".strip(),
        permalink=permalink,
        wording=wording,
    )


def _official(connection: sqlite3.Connection, version: VersionRow) -> Official:
    """The document of a version, and when keeling saw its bytes last."""
    sql = (
        "select p.name, s.last_seen from versions v join works w on w.id = v.work_id"
        " left join publishers p on p.id = w.publisher_id left join snapshots s on s.digest = v.snapshot"
        " where v.id = :v"
    )
    row = query.kept(connection, (sql, version.id), lambda: query.one(connection, sql, v=version.id))
    found = row or {"name": "", "last_seen": ""}
    return Official(
        publisher=found["name"] or "",
        title=version.work_title,
        day=version.date or "",
        status=_status(version),
        place=version.url or "",
        accessed=(found["last_seen"] or "")[:10],
        digest=version.snapshot or "",
    )


def _status(version: VersionRow) -> str:
    """What the version was published as, and from when it is in force as far as it says so."""
    said = status_words(version.status) or "status not known"
    if version.in_force_rule == SEEN:
        return f"{said}, wording first seen on {day_words(version.in_force_from or '')}"
    return f"{said}, in force from {day_words(version.in_force_from)}" if version.in_force_from else said


def _day(day: str) -> str:
    return day_words(day) if day[:4].isdigit() else "no date known"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parts(day: str) -> dict[str, list[list[int]]] | None:
    """A day, month or year as CSL writes it."""
    parts = day.split("-")
    return {"date-parts": [[int(part) for part in parts]]} if all(part.isdigit() for part in parts) else None


def _line(value: str) -> str:
    return re.sub(r"\s+", " ", value)


def _braced(text: str) -> str:
    """A text inside the braces of a BibTeX field."""
    return re.sub(r"([{}\\%&$#_])", r"\\\1", text)
