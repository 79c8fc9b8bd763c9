"""A code, its instruments and statements about it, in our own words, and an archive to put them in and build."""

import sqlite3
from pathlib import Path

from corpus.catalogue import Catalogue, Publisher
from corpus.snapshots import Sighting, SnapshotStore
from corpus.work import CataloguedVersion, Scheme, Work
from db.build.run import build

CODE = """Lantern Code of Practice for large towers
Published {day}
1. Duties
1.1 A keeper should keep a lantern for each tower.
4. Recommended measures
C Lanterns
LAN C1 Keeping lanterns
Recommendation
LAN C1.2 The keeper should keep a record of the watch and a list for 12 months.
"""
DRAFT = """Draft amendments to the Lantern Code of Practice for large towers
Published {day}
{isbn}
1. Preamble
1.1 On 4 July 2025 the Lantern Office issued the Lantern Code of Practice for large towers.
2. Amendments
2.1 The Lantern Code of Practice for large towers is amended as follows.
2.2 In LAN C1.2, for “{old}” substitute “{new}”.
"""
STATEMENT = """<html><body><main><h1>{title}</h1><p>Published {day}</p><p>We at the {who} {what} the lantern codes
published today by the Office, and we call on every keeper of every tower in the land to say by the end of the year how
many lanterns are lit, who lights them, what they cost, and when the families of the coast will be told.</p>
<p>Signed</p><p>{who}</p></main></body></html>"""
OFFICE = Publisher("office", "Lantern Office", hosts=("www.office.example.org",))
LANTERNS = Work(
    "lan", "code", "Lantern Code of Practice for large towers", "office", scheme=Scheme("LAN"),
    versions=(CataloguedVersion("2025-07-04", "issued", ("https://www.office.example.org/code.txt",)),),
)  # fmt: skip
JUNE = Work(
    "lan-amendments", "amendment", "Draft amendments to the Lantern Code of Practice for large towers", "office",
    amends=("lan",), identifiers=("978-1-5286-6625-1",), versions=(CataloguedVersion("2026-06-18", "laid"),),
)  # fmt: skip
CATALOGUE = Catalogue((OFFICE,), (LANTERNS, JUNE))


class Archive:
    """An archive in a folder, built when asked."""

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self._store = SnapshotStore(folder / "snapshots")
        self._number = 0

    def add(self, text: str, url: str = "", **known: str) -> None:
        """A document seen at an address, or a file without one; each a minute after the last."""
        self._number += 1
        name = f"{self._number}.{'html' if text.startswith('<') else 'txt'}"
        seen = Sighting(url or f"file:///home/{name}", "ok", f"2026-11-20T10:{self._number:02}:00+00:00", name=name)
        with self._store.writing():
            self._store.add(Sighting(**{**{f: getattr(seen, f) for f in seen.__slots__}, **known}), text.encode())

    def build(self, catalogue: Catalogue = CATALOGUE) -> "Archive":
        """Build; what it came to is in `summary`."""
        self.summary = build(self.data, catalogue)
        return self

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of the database."""
        with sqlite3.connect(self.data / "keeling.db") as connection:
            return connection.execute(sql).fetchall()

    @property
    def versions(self) -> list[object]:
        """The ids of published versions."""
        return [row[0] for row in self.rows("select id from versions where status is not 'derived' order by id")]
