"""`publish`: the served site as files. The application itself writes every page; links become relative.

Pages are found from the works and versions of the database and by every link between them, so that no
link is dead. What no file can answer (free search of old versions, stacks of one's own, tables
with filters) leads to a page that says so. A manifest keeps what every file was made from: of a work
whose rows did not change nothing is made again, and a file is written only where its bytes differ.
"""

import asyncio
import hashlib
import json
import multiprocessing
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import UsageError
from corpus.files import full_disk, source_digest, write_whole
from db.ask import query, works
from db.ask.dated import today
from db.serve import processes as workers
from db.serve import site_rows
from db.serve.answers import Answered, Answers
from db.serve.static_pages import NEEDS, Site, as_file, file_of

MANIFEST = ".keeling-site.json"
NOWHERE = "http://localhost"
"""The origin while pages are made for a site whose address nobody named."""
_LISTS = ("/amendments", "/statements", "/sources")
SEEDS = ("/", "/about", "/data", *_LISTS, "/search", "/applies", "/compare", "/llms.txt")
SEARCH = ("/-/static-plugins/keeling/minisearch.js", "/-/static-plugins/keeling/static_search.js")
MANY = 400
"""Pages from which it pays to start more processes."""
CHUNK = 100
Begin = tuple[Path, Path, str, bool]
"""What a process that makes pages begins with: the database, the folder, the address, whether the folder was empty."""
_FORM = re.compile(r"/[^/]+/[^/]+/[^/]+\.(?:md|json|bib|ris|csl)")
"""Other forms of a provision, which are made with its page."""
TEXT = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/feed+json",
    "application/xml",
    "application/toml",
    "application/x-bibtex",
    "application/x-research-info-systems",
    "application/vnd.citationstyles.csl+json",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One path: the digest of its file and the paths it leads to; `problem` where there is no file."""

    path: str
    digest: str = ""
    leads: tuple[str, ...] = ()
    problem: str = ""
    changed: bool = False


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


def publish(data: Path, target: Path, url: str = "", processes: int | None = None) -> Published:
    """Write the site of `data` to `target`; `url` is where it will be read, for feeds and citations.

    Raises UsageError for a folder that holds something else or cannot be written, NothingFound without a database.
    """
    database = data / "keeling.db"
    connection = query.connect(database)
    try:
        before = _opened(target)
        keys = _keys(connection, url)
        known = {row["id"] for row in query.rows(connection, "select id from works")}
        addresses = [f"/{row['id'].replace('@', '/')}" for row in query.rows(connection, "select id from versions")]
        extra = _extra(connection)
    finally:
        connection.close()
    works = [work for work in known if before.get("keys", {}).get(work) == keys[work]]
    kept = {path: entry for path, entry in before.get("files", {}).items() if _work(path, known) in works}
    seeds = [*SEEDS, *SEARCH, "/feeds/all.atom", "/feeds/all.json", *addresses]
    seeds += [path for work in sorted(known) for path in (f"/{work}", f"/feeds/{work}.atom", f"/feeds/{work}.json")]
    again = [path for path in before.get("files", {}) if not _work(path, known) and path not in seeds]
    outcome = Published(str(target))
    with full_disk(target, "what was there is whole or made again: free some space and publish again"):
        done = _make_all((database, target, url, not before), [*seeds, *again], kept, processes)
        outcome.problems = sorted(made.problem for made in done if made.problem and made.path not in again)
        entries = kept | {made.path: made.digest for made in done if made.digest}
        written = sum(made.changed for made in done)
        folder = Folder(target, fresh=False)
        written += sum(folder.write(name, text.encode()) for name, text in extra.items())
        outcome.removed = _remove(target, before.get("files", {}), entries)
        write_whole(target / MANIFEST, json.dumps({"keys": keys, "files": entries}, sort_keys=True, indent=0))
    outcome.files, outcome.made, outcome.written = len(entries) + len(extra), len(done), written
    return outcome


def _opened(target: Path) -> dict[str, Any]:
    """The manifest of a site published before; raises UsageError for a folder that is none and not empty."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        found = target / MANIFEST
        if found.exists():
            manifest: dict[str, Any] = json.loads(found.read_text("utf-8"))
            return manifest
        strangers = [each for each in target.iterdir() if each.name != ".git"]
        (target / ".nojekyll").write_text("")
    except (OSError, ValueError) as error:
        raise UsageError(f"{target} cannot be used ({error}); name a folder that can be written") from None
    if strangers:
        (target / ".nojekyll").unlink()
        raise UsageError(f"{target} is not empty and holds no site of keeling's; name an empty folder")
    return {}


def _keys(connection: Any, url: str) -> dict[str, str]:
    """For each work what its pages are made from: its rows, this program, the address, the day."""
    common = repr((_program(), works.built_with(connection), url))
    found = site_rows.fingerprints(connection, today())
    said = site_rows.said(connection)
    return {
        work: hashlib.sha256(f"{common}{key}{said.get(work, '')}".encode()).hexdigest() for work, key in found.items()
    }


@cache
def _program() -> str:
    """Digest of everything that decides how a page looks."""
    root = Path(str(files("db"))).parent
    folders = [root / name for name in ("db", "diffs", "corpus")]
    own = sorted(path for path in (root / "db" / "web").rglob("*") if path.suffix in (".html", ".css", ".js", ".svg"))
    return hashlib.sha256(source_digest(folders).encode() + b"".join(map(Path.read_bytes, own))).hexdigest()


def _work(path: str, known: Collection[str]) -> str:
    """The work that a path belongs to, by its first part or behind the name of a kind of page; else empty."""
    parts = path.strip("/").split("/")
    if len(parts) > 1 and parts[0] not in (*known, "feeds", "keeling", "-") and parts[1] in known:
        return parts[1]  # /compare/WORK/..., /lint/WORK/...
    first = parts[0].partition(".")[0]
    return first if first in known else ""


# ---- making pages ----------------------------------------------------------------------------


def _make_all(begin: Begin, seeds: Sequence[str], kept: Iterable[str], processes: int | None) -> list[Made]:
    """Every path from the seeds on, wave by wave; those kept from before count as done."""
    done, seen, wanted = dict[str, Made](), set(kept), set(seeds)
    with _workers(begin, processes or workers.usual()) as make:
        while todo := sorted(wanted - seen):
            made = list(make([path for path in todo if not _FORM.fullmatch(path)] or todo))
            done |= {each.path: each for each in made}
            seen |= done.keys()
            wanted.update(*(each.leads for each in made))
    return list(done.values())


@contextmanager
def _workers(begin: Begin, count: int) -> Iterator[Any]:
    """What makes a wave of paths: this process for a few, several for many."""
    pool: list[Executor] = []

    def make(paths: Sequence[str]) -> Iterator[Made]:
        chunks = [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]
        if count > 1 and len(paths) >= MANY and not pool:
            context = multiprocessing.get_context("spawn")
            pool.append(ProcessPoolExecutor(count, context, initializer=_begin, initargs=begin))
        if not pool and not _HERE:
            _begin(*begin)
        for made in pool[0].map(_chunk, chunks) if pool else map(_chunk, chunks):
            yield from made

    try:
        yield make
    finally:
        if _HERE:
            _HERE["answers"].close()
        _HERE.clear()
        for each in pool:
            each.shutdown(cancel_futures=True)


_HERE: dict[str, Any] = {}
"""The application of this process, started once."""


def _begin(database: Path, target: Path, url: str, fresh: bool) -> None:
    parts = urlsplit(url)
    site = Site(f"{parts.scheme}://{parts.netloc}" if url else NOWHERE, f"{url.rstrip('/')}/" if url else "")
    _HERE.update(answers=Answers(database, site.origin), site=site, folder=Folder(target, fresh=fresh))


def _chunk(paths: Sequence[str]) -> list[Made]:
    async def all_of_them() -> list[Made]:
        return [made for path in paths for made in await _make(path)]

    return asyncio.run(all_of_them())


async def _make(path: str) -> list[Made]:
    """Ask the application for a path and write what it answers: a page, and the other forms made with it."""
    return [_filed(each) for each in await _HERE["answers"].all_of(path)]


def _filed(answer: Answered) -> Made:
    """The file of one answer."""
    path, site = answer.path, _HERE["site"]
    if answer.status in (301, 302):
        return _moved(path, answer.location)
    if answer.status != 200:
        return Made(path, problem=f"{path} could not be made: the application answered {answer.status}")
    body, leads = answer.body, set[str]()
    if answer.kind.startswith("text/html") and not path.endswith(".html"):
        written = as_file(path, body.decode(), site)
        body, leads = _with_search(path, written.text).encode(), written.leads
    elif answer.kind.startswith(TEXT):
        body = site.readable(body.decode(), "../" * file_of(path).count("/")).encode()
    changed = _HERE["folder"].write(file_of(path), body)
    return Made(path, hashlib.sha256(body).hexdigest(), tuple(sorted(leads)), changed=changed)


def _moved(path: str, location: str) -> Made:
    """A page that leads on, where the application redirects."""
    site = _HERE["site"]
    page = (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Moved</title></head>'
        f'<body><main><h1>Moved</h1><p><a href="{location}">The page is here</a></p></main></body></html>'
    )
    written = as_file(path, page, site)
    target = next(iter(written.leads), "")
    root = "../" * file_of(path).count("/")
    refresh = f'<meta http-equiv="refresh" content="0; url={root}{file_of(target)}"><title>' if target else "<title>"
    body = written.text.replace("<title>", refresh, 1).encode()
    changed = _HERE["folder"].write(file_of(path), body)
    return Made(path, hashlib.sha256(body).hexdigest(), tuple(written.leads), changed=changed)


# ---- files -----------------------------------------------------------------------------------


class Folder:
    """The folder of a site: a file is written where its bytes differ; of a `fresh` folder none is read before."""

    def __init__(self, target: Path, *, fresh: bool) -> None:
        self.root, self.fresh = str(target), fresh
        self.made: set[str] = set()

    def write(self, name: str, body: bytes) -> bool:
        """Whether the file was written."""
        path = f"{self.root}/{name}"
        if not self.fresh and _read(path) == body:
            return False
        folder = path.rpartition("/")[0]
        if folder not in self.made:
            os.makedirs(folder, exist_ok=True)
            self.made.add(folder)
        with open(path, "wb") as file:
            file.write(body)
        return True


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


def _remove(target: Path, before: Iterable[str], now: Iterable[str]) -> int:
    """Take away the files of pages that are no more."""
    gone = {file_of(path) for path in before} - {file_of(path) for path in now}
    for name in gone:
        (target / name).unlink(missing_ok=True)
        for folder in (target / name).parents:
            if folder == target or not folder.is_dir() or any(folder.iterdir()):
                break
            os.rmdir(folder)
    return len(gone)


def _with_search(path: str, page: str) -> str:
    """The search page with a search that runs in the reader's browser."""
    if path != "/search":
        return page
    names = ("texts.js", *(f"..{script}" for script in SEARCH))
    scripts = "".join(f'<script src="{name}"></script>\n' for name in names)
    said = "The newest version of every work is searched, here in your browser."
    page = page.replace("</main>", f'<div id="found" aria-live="polite"><p>{said}</p></div>\n</main>')
    return page.replace("<body ", '<body data-root="../" ', 1).replace("</body>", f"{scripts}</body>")


def _extra(connection: Any) -> dict[str, str]:
    """Files beside the pages: the search's texts, the ledger's head, what needs the server."""
    rows = [(file_of(path), *rest) for path, *rest in site_rows.texts(connection)]
    texts = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    head = works.head(connection)
    show = "for (const e of document.querySelectorAll('[data-ledger]')) e.textContent = "
    return {
        "search/texts.js": f"window.keelingTexts={texts};\n",
        "ledger.js": f'{show}"{head}";\n',
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
