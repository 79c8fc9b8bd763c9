"""`publish`: the served site as files. The application itself writes every page; links become relative.

Pages are known from the rows of the database, and by every link from one of them to another, so that no
link is dead. What no file can answer (free search of old versions, stacks of one's own, tables
with filters) leads to a page that says so. A manifest keeps what every page was made from
(`db.serve.made_from`): a page made from the same is kept, and any other is written only where its bytes differ.
"""

import gc
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import WorldError
from corpus.files import full_disk, source_digest
from db.ask import query, works
from db.ask.dated import today
from db.ask.rows import VersionRow
from db.ask.status_line import compared
from db.ask.words import day_words, path
from db.schema.metadata import described
from db.serve import gone, leading, site_rows
from db.serve import processes as workers
from db.serve.earlier import Earlier
from db.serve.made_from import MadeFrom
from db.serve.site_folder import MANIFEST, Made, Pages, opened
from db.serve.site_pages import SEARCH, Begin, Page, makers, site_of
from db.serve.static_pages import NEEDS, file_of, is_static
from db.web.forms import FORMS

__all__ = ["MANIFEST", "Published", "publish"]
_LISTS = ("/amendments", "/statements", "/sources")
WHOLE = (".md", ".json", ".xml", ".docx")
"""The ends of the addresses of a whole version as a file."""
PAIR = (".json", ".md", ".html", ".csv", ".xlsx")
"""Those of a comparison."""
_STYLE = tuple(f"/-/static-plugins/keeling/{name}" for name in ("keeling.css", "keeling.svg", "cite.js"))
SEEDS = (
    *("/", "/about", "/data", *_LISTS, "/asks", "/notes", "/search", "/applies", "/compare", "/llms.txt"),
    *_STYLE,
)


@dataclass(slots=True)
class Published:
    """What publishing came to: files of the site, how many were made, written and removed, and what went wrong."""

    folder: str
    files: int = 0
    made: int = 0
    written: int = 0
    removed: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """1 where a page could not be made."""
        return int(bool(self.problems))

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling publish`."""
        return {name: getattr(self, name) for name in ("folder", "files", "made", "written", "removed", "problems")}

    def lines(self) -> list[str]:
        """The outcome for people."""
        counts = (
            f"{self.files} files in {self.folder}: {self.made} made, {self.written} written, {self.removed} removed"
        )
        return [counts, *self.problems]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a site is to have: the digests of its pages, the addresses known from the rows (`listed`), and files beside
    the pages.
    """

    sources: MadeFrom
    listed: frozenset[str]
    extra: Mapping[str, str]


def publish(data: Path, target: Path, url: str = "", processes: int | None = None) -> Published:
    """Write the site of `data` to `target`; `url` is where it will be read, for feeds and citations.

    Raises UsageError for a folder that holds something else or cannot be written, NothingFound without a database,
    WorldError where the database is built anew meanwhile.
    """
    database = data / "keeling.db"
    connection = query.connect(database, unchanging=True)
    try:
        state = database.stat()
        full = full_disk(target, "free some space and publish again: what is there is kept")
        with opened(target) as folder, full, without_collections():
            wanted = _wanted(connection, url, Earlier(folder.before, folder.marks))
            sources = wanted.sources
            alike = {*sources.numbers, *sources.leading}
            begin = Begin(
                database,
                folder,
                url,
                wanted.listed,
                sources.provisions.keys(),
                alike,
                sources.leading,
                sources.histories,
            )
            outcome, pages = _made(begin, wanted, processes or workers.usual())
            if database.stat() != state:
                raise WorldError(f"{database} was built anew meanwhile; publish again")
            _lead_on(begin, sources.versions, outcome, pages)
            made, written = gone.leave(folder, pages, sources.versions, site_of(url))
            outcome.made, outcome.written = outcome.made + made, outcome.written + written
            folder.new = False
            outcome.written += sum(folder.write(name, text.encode()) for name, text in wanted.extra.items())
            outcome.removed = folder.remove(pages, wanted.extra)
            folder.note(pages, {} if outcome.problems else sources.marks)
    finally:
        connection.close()
    outcome.files = len(wanted.extra) + sum(1 + made.forms * len(FORMS) for made in pages.values())
    return outcome


@contextmanager
def without_collections() -> Iterator[None]:
    """Garbage that refers to itself is looked for after some pages (`Maker.make`), and only in what they left: what a
    publishing knows of a site are millions of values that stay, and to look through them takes a quarter of its time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _wanted(connection: sqlite3.Connection, url: str, earlier: Earlier) -> Wanted:
    sources = MadeFrom(connection, f"{_program()} {works.schema(connection)} {url}", today(), earlier)
    known = [row["id"] for row in query.rows(connection, "select id from works order by id")]
    listed = {
        *SEEDS,
        *SEARCH,
        "/feeds/all.atom",
        "/feeds/all.json",
        *(f"/keeling/{table['name']}.csv" for table in described()),
    }
    listed |= {f"/{work}" for work in known} | {f"/feeds/{work}.{form}" for work in known for form in ("atom", "json")}
    listed |= {f"{path(version.id)}{end}" for version in sources.versions for end in ("", *WHOLE)}
    listed |= {f"{compared(before, after, '')}{end}" for before, after in sources.pairs for end in ("", *PAIR)}
    listed |= {address for address in (*sources.provisions, *sources.numbers, *sources.leading) if is_static(address)}
    return Wanted(sources, frozenset(listed), _extra(connection))


def _made(begin: Begin, wanted: Wanted, processes: int) -> tuple[Published, Pages]:
    """Make what is to be made, wave by wave of links, and say what the site then has."""
    folder, sources = begin.folder, wanted.sources
    same = {address: made for address, made in folder.before.items() if made.key and made.key == sources.key(address)}
    outcome, pages, todo = Published(str(folder.root)), Pages(), set(wanted.listed)
    with makers(begin, processes) as make:
        while todo:
            kept = {address: same[address] for address in todo & same.keys()}
            order = sorted(todo - kept.keys(), key=lambda each: (each in sources.provisions, each))
            folder.note_begun({each: each in sources.provisions for each in order})
            wanted_of = {each: sources.forms(each, folder.before.get(each, Made()).key) for each in order}
            made = list(make(list(wanted_of.items())))
            for page in made:
                _count(outcome, page)
            pages |= kept
            for page in (each for each in made if not each.problem):
                before = folder.before.get(page.address, Made())
                pages[page.address] = page.known(sources.key(page.address), before)
            todo = {lead for address in todo & pages.keys() for lead in pages[address].leads} - pages.keys()
            todo -= {page.address for page in made}
    outcome.problems.sort()
    return outcome, pages


def _lead_on(begin: Begin, versions: Sequence[VersionRow], outcome: Published, pages: Pages) -> None:
    """At each address of a comparison that is not made any more, a page that leads on to those that are."""
    known = {version.id: version for version in versions}
    known_pairs = {leading.address(pair): pair for pair in leading.pairs(versions)}
    left = sorted(known_pairs.keys() - pages.keys())
    begin.folder.note_begun(dict.fromkeys(left, False))
    for address in left:
        way = leading.way(known_pairs[address], known, pages.keys())
        page, _ = leading.step_by_step(known_pairs[address], way).page(address, site_of(begin.url))
        outcome.made += 1
        begin.folder.begin(address)
        outcome.written += begin.folder.write(file_of(address), page.encode())
        pages[address] = Made()


def _count(outcome: Published, page: Page) -> None:
    outcome.made += page.files
    outcome.written += page.written
    outcome.problems += [page.problem] if page.problem else []


@cache
def _program() -> str:
    """Digest of everything that decides how a page looks."""
    root = Path(str(files("db"))).parent
    folders = [root / name for name in ("db", "diffs", "corpus")]
    own = sorted(path for path in (root / "db" / "web").rglob("*") if path.suffix in (".html", ".css", ".js", ".svg"))
    return hashlib.sha256(source_digest(folders).encode() + b"".join(map(Path.read_bytes, own))).hexdigest()


def _extra(connection: sqlite3.Connection) -> dict[str, str]:
    """Files beside the pages: the search's texts, the ledger's head and the days, what needs the server."""
    rows = [(file_of(path), *rest) for path, *rest in site_rows.texts(connection)]
    texts = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    head, looked = works.head(connection), query.looked(connection)
    since = f"keeling last looked on {day_words(looked)}; what was published since it cannot know." if looked else ""
    said = {"ledger": head, "as-at": day_words(today()), "looked": since}
    show = "for (const e of document.querySelectorAll('[data-{}]')) e.textContent = {};\n"
    return {
        "search/texts.js": f"window.keelingTexts={texts};\n",
        "ledger.js": "".join(
            show.format(name, json.dumps(words, ensure_ascii=False)) for name, words in said.items() if words
        ),
        "ledger.txt": f"{head}\n",
        NEEDS: _NEEDS,
        ".nojekyll": "",
    }


_NEEDS = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Needs the server – keeling</title><link rel="stylesheet" href="../-/static-plugins/keeling/keeling.css"></head>
<body class="keeling"><main id="main"><h1>This needs the server</h1>
<p>These pages are files: they hold every text, every comparison and every download. What is computed when it is
asked for is not among them: search of older versions and with filters, comparisons of versions that do not follow
each other, stacks of your own choice, other views of a comparison, feeds of a single provision, what applies to a
service, tables with filters and SQL.</p>
<p>With keeling and the same data <code>keeling serve</code> does all of that on your own machine.</p>
<p><a href="../index.html">To the codes</a></p></main></body></html>
"""
